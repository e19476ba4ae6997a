package io.slipway.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// The folder of a disk store: its marker file, which shows that the right volume is there, and its 256 shards.
record StoreFolder(Path root) {

    private static final String MARKER = ".slipway-store";
    private static final String MARKER_TEXT = "slipway-store ";
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Makes what is absent, but never a marker for a folder that was in use before.
    void prepare() {
        prepare(new StoreMarker(UUID.randomUUID(), 0));
    }

    /// @param marker for a folder that has none yet
    void prepare(StoreMarker marker) {
        try {
            Files.createDirectories(root, OWNER_ONLY_FOLDER);
            if (!isMarked()) {
                refuseShardsWithoutMarker();
                write(marker);
            }
            for (String shard : shards()) {
                createFolder(root.resolve(shard));
            }
            force(root);
        } catch (IOException failure) {
            throw StorageFailures.of("prepare the blob folder " + root, root, failure);
        }
    }

    boolean isMarked() {
        return Files.isRegularFile(root.resolve(MARKER));
    }

    void requireMarker() {
        if (!isMarked()) {
            throw new StorageException("The blob folder " + root + " lacks its file " + MARKER
                    + ": probably its volume is not mounted or cannot be read");
        }
    }

    /// Who the store is, after it was found in order.
    StoreMarker check() {
        requireMarker();
        for (Path folder : List.of(root, root.resolve("00"))) {
            if (!Files.isWritable(folder)) {
                throw new StorageException("The blob folder " + folder + " cannot be written to");
            }
        }
        return marker();
    }

    void mark(long generation) {
        requireMarker();
        try {
            write(new StoreMarker(marker().identity(), generation));
        } catch (IOException failure) {
            throw StorageFailures.of("write the marker of the blob folder " + root, root, failure);
        }
    }

    private StoreMarker marker() {
        try {
            String text = Files.readString(root.resolve(MARKER)).strip();
            String[] parts = text.substring(MARKER_TEXT.length()).split(" ");
            return new StoreMarker(UUID.fromString(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 0);
        } catch (IOException failure) {
            throw StorageFailures.of("read the marker of the blob folder " + root, root, failure);
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new StorageException("The file " + MARKER + " of the blob folder " + root + " is damaged", damaged);
        }
    }

    /// Makes the folder above a file, and everything between it and the root, such that it survives a power cut.
    void prepareParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null && !parent.equals(root) && !Files.isDirectory(parent)) {
            prepareParent(parent);
            createFolder(parent);
            forceParent(parent);
        }
    }

    /// Makes the file's name survive a power cut.
    static void forceParent(Path file) throws IOException {
        force(Objects.requireNonNull(file.getParent(), "A file of a store lies in a folder"));
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    private void refuseShardsWithoutMarker() {
        if (shards().stream().anyMatch(shard -> Files.exists(root.resolve(shard)))) {
            throw new StorageException("The blob folder " + root + " holds blobs, but lacks its file " + MARKER
                    + ": mount the right volume or restore that file, then start again");
        }
    }

    private void write(StoreMarker marker) throws IOException {
        String text = MARKER_TEXT + marker.identity() + " " + marker.generation() + "\n";
        Path fresh = root.resolve(MARKER + "." + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), OWNER_ONLY_FILE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, root.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
        force(root);
    }

    private static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }

    private static List<String> shards() {
        return IntStream.range(0, 256)
                .mapToObj(number -> HexFormat.of().toHexDigits((byte) number))
                .toList();
    }
}
