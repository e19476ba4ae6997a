package io.slipway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class DiskBlobStoreTest extends BlobStoreContract {

    private static final String MARKER = ".slipway-store";

    @TempDir
    Path folder;

    @Override
    protected BlobStore newStore() {
        return open(folder.resolve("blobs"), DataSize.ofBytes(0));
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> store().file(StorageKey.fresh())).isInstanceOf(MissingBytesException.class);
    }

    @Test
    void makesFoldersForItsOwnerOnly() throws IOException {
        Path root = folder.resolve("blobs");

        try (Stream<Path> shards = Files.list(root).filter(Files::isDirectory)) {
            assertThat(shards).hasSize(256).allSatisfy(shard -> assertMode(shard, "rwx------"));
        }
        assertMode(root, "rwx------");
        assertMode(root.resolve(MARKER), "rw-------");
    }

    @Test
    void makesFilesForItsOwnerOnly() throws IOException {
        StorageKey key = StorageKey.fresh();

        write(store(), key, 0, new byte[1]);

        assertMode(store().file(key).orElseThrow(), "rw-------");
    }

    @Test
    void listsFilesOfAllFoldersButNotItsOwn() throws IOException {
        BlobStore store = store();
        StorageKey fresh = StorageKey.fresh();
        StorageKey adopted = new StorageKey("docker/registry/v2/blobs/data");
        write(store, fresh, 0, new byte[] {1, 2, 3});
        write(store, adopted, 0, new byte[0]);
        Path root = folder.resolve("blobs");
        Files.createSymbolicLink(root.resolve("link"), root.resolve(fresh.value()));
        Files.writeString(root.resolve("no\\key"), "foreign");

        Map<StorageKey, Long> listed = new HashMap<>();
        store.list(object -> listed.put(object.key(), object.size()));

        assertThat(listed).containsOnly(entry(fresh, 3L), entry(adopted, 0L));
        Files.delete(root.resolve(MARKER));
        assertThatThrownBy(() -> store.list(_ -> {})).isInstanceOf(StorageException.class);
    }

    @Test
    void listsManyFilesWithoutKeepingThem() throws IOException {
        BlobStore store = store();
        Path root = folder.resolve("blobs");
        int files = 100_000;
        for (int n = 0; n < files; n++) {
            Files.createFile(root.resolve("%02x/%036d".formatted(n % 256, n)));
        }
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        long[] seen = {0, 0};
        store.list(_ -> {
            if (++seen[0] == files - 100) {
                memory.gc();
                seen[1] = memory.getHeapMemoryUsage().getUsed();
            }
        });

        assertThat(seen[0]).isEqualTo(files);
        assertThat(seen[1] - before).as("bytes on the heap near the end").isLessThan(4 << 20);
    }

    @Test
    void writesEachFileInItsFinalPlace() throws IOException {
        StorageKey key = StorageKey.fresh();

        write(store(), key, 0, new byte[] {7});

        assertThat(folder.resolve("blobs").resolve(key.value())).hasBinaryContent(new byte[] {7});
        assertThat(store().file(key)).contains(folder.resolve("blobs").resolve(key.value()));
    }

    @Test
    void readsAndWritesKeysOfAnotherLayout() throws IOException {
        StorageKey key = new StorageKey("docker/registry/v2/blobs/sha256/ab/abcdef/data");

        write(store(), key, 0, new byte[] {1, 2});

        assertThat(read(key, 0, 2)).containsExactly(1, 2);
    }

    @Test
    void keepsItsBytesAndItsMarkerOverARestart() throws IOException {
        StorageKey key = StorageKey.fresh();
        write(store(), key, 0, new byte[] {4});
        String marker = Files.readString(folder.resolve("blobs").resolve(MARKER));

        BlobStore again = newStore();

        assertThat(again.size(key)).isEqualTo(1);
        assertThat(folder.resolve("blobs").resolve(MARKER)).hasContent(marker);
    }

    @Test
    @Tag("K18")
    void refusesToStartOnShardsWithoutMarker() throws IOException {
        Files.delete(folder.resolve("blobs").resolve(MARKER));

        assertThatThrownBy(this::newStore)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("lacks its file " + MARKER);
    }

    @Test
    @Tag("K18")
    void neverCallsBytesMissingWhileTheVolumeIs() throws IOException {
        StorageKey key = StorageKey.fresh();
        write(store(), key, 0, new byte[1]);
        Files.move(folder.resolve("blobs"), folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("blobs"));

        for (Consumer<BlobStore> operation : everyOperationOn(key)) {
            assertThatThrownBy(() -> operation.accept(store()))
                    .isInstanceOf(StorageException.class)
                    .isNotInstanceOf(MissingBytesException.class)
                    .isNotInstanceOf(StorageFullException.class);
        }

        Files.delete(folder.resolve("blobs"));
        Files.move(folder.resolve("elsewhere"), folder.resolve("blobs"));
        assertThat(store().size(key)).isEqualTo(1);
        store().check();
    }

    @Test
    @Tag("K14")
    void saysThatTheDiskIsFullAndGoesOnOnceItIsNot() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Tmpfs _ = Tmpfs.mount(volume, "size=4m")) {
            BlobStore small = open(volume, DataSize.ofBytes(0));
            StorageKey kept = StorageKey.fresh();
            write(small, kept, 0, new byte[1024 * 1024]);
            StorageKey tooBig = StorageKey.fresh();

            assertThatThrownBy(() -> write(small, tooBig, 0, new byte[4 * 1024 * 1024]))
                    .isInstanceOf(StorageFullException.class)
                    .hasMessageContaining("no room left");

            small.check();
            assertThat(small.size(kept)).isEqualTo(1024 * 1024);
            small.delete(tooBig);
            write(small, StorageKey.fresh(), 0, new byte[1024 * 1024]);
        }
    }

    @Test
    @Tag("K15")
    void saysThatTheDiskIsFullWithoutInodes() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Tmpfs _ = Tmpfs.mount(volume, "size=4m,nr_inodes=300")) {
            BlobStore small = open(volume, DataSize.ofBytes(0));

            assertThatThrownBy(() -> {
                        for (int number = 0; number < 300; number++) {
                            write(small, StorageKey.fresh(), 0, new byte[1]);
                        }
                    })
                    .isInstanceOf(StorageFullException.class);
        }
    }

    @Test
    @Tag("K14")
    void acceptsNoUploadsBelowTheReserve() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Tmpfs _ = Tmpfs.mount(volume, "size=4m")) {
            assertThat(open(volume, DataSize.ofMegabytes(1)).acceptsUploads()).isTrue();
            assertThat(open(volume, DataSize.ofMegabytes(5)).acceptsUploads()).isFalse();
            assertThat(DiskBlobStore.open(new StorageSettings.Disk(volume, Optional.empty()))
                            .acceptsUploads())
                    .isFalse();
        }
    }

    @Test
    @Tag("K18")
    void saysThatAReadOnlyVolumeCannotBeWrittenTo() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Tmpfs mounted = Tmpfs.mount(volume, "size=4m")) {
            BlobStore readOnly = open(volume, DataSize.ofBytes(0));
            StorageKey key = StorageKey.fresh();
            write(readOnly, key, 0, new byte[1]);
            mounted.makeReadOnly();

            assertThatThrownBy(readOnly::check).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> write(readOnly, StorageKey.fresh(), 0, new byte[1]))
                    .isInstanceOf(StorageException.class)
                    .isNotInstanceOf(StorageFullException.class);
            assertThatThrownBy(() -> readOnly.delete(key)).isInstanceOf(StorageException.class);
            assertThat(readOnly.size(key)).isEqualTo(1);
        }
    }

    @Test
    void isSpentAfterAFailedWrite() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Tmpfs _ = Tmpfs.mount(volume, "size=2m")) {
            try (BlobWriter writer = open(volume, DataSize.ofBytes(0)).write(StorageKey.fresh(), WriteState.at(0))) {
                assertThatThrownBy(() -> writer.write(new byte[4 * 1024 * 1024], 0, 4 * 1024 * 1024))
                        .isInstanceOf(StorageFullException.class);
                assertThatThrownBy(writer::force).isInstanceOf(StorageException.class);
            }
        }
    }

    private static Stream<Consumer<BlobStore>> operations(StorageKey key) {
        return Stream.of(
                store -> store.write(key, WriteState.at(0)),
                store -> store.write(key, WriteState.at(1)),
                store -> store.write(StorageKey.fresh(), WriteState.at(0)),
                store -> store.read(key, new ByteRange(0, 1)),
                store -> store.file(key),
                store -> store.size(key),
                store -> store.delete(key),
                BlobStore::check,
                BlobStore::acceptsUploads);
    }

    private static Iterable<Consumer<BlobStore>> everyOperationOn(StorageKey key) {
        return operations(key).toList();
    }

    private static BlobStore open(Path folder, DataSize reserve) {
        return DiskBlobStore.open(new StorageSettings.Disk(folder, Optional.of(reserve)));
    }

    private static void assertMode(Path path, String mode) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .as(path.toString())
                .isEqualTo(mode);
    }
}
