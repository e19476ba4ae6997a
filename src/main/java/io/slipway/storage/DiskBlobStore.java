package io.slipway.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/// Blobs as files below one folder, each written in its final place.
final class DiskBlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(DiskBlobStore.class);

    private static final short ID = 1;

    private final StoreFolder folder;
    private final FreeSpace freeSpace;

    private DiskBlobStore(StoreFolder folder, Optional<DataSize> reserve) {
        this.folder = folder;
        this.freeSpace = new FreeSpace(folder, reserve);
    }

    static DiskBlobStore open(StorageSettings.Disk settings) {
        StoreFolder folder = new StoreFolder(settings.path());
        folder.prepare();
        return new DiskBlobStore(folder, settings.reserve());
    }

    /// Whether there is one already.
    static boolean isAt(StorageSettings.Disk settings) {
        return new StoreFolder(settings.path()).isMarked();
    }

    @Override
    public short id() {
        return ID;
    }

    @Override
    public BlobWriter write(StorageKey key, WriteState acknowledged) {
        folder.requireMarker();
        long offset = acknowledged.length();
        Path file = path(key);
        try {
            FileChannel channel = offset == 0 ? create(file) : FileChannel.open(file, WRITE);
            return resume(channel, key, offset);
        } catch (NoSuchFileException missing) {
            throw new StorageException("Cannot go on at byte " + offset + " of " + key + ": the file is gone", missing);
        } catch (IOException failure) {
            throw StorageFailures.of("open " + key + " for writing", folder.root(), failure);
        }
    }

    /// A late writer still has the file open.
    @Override
    public boolean fencesWriters(WriteState acknowledged) {
        return false;
    }

    @Override
    public boolean seal(StorageKey key, WriteState acknowledged) {
        if (acknowledged.length() == 0) {
            // an empty blob has something to be synced, too: its file
            try (BlobWriter empty = write(key, WriteState.EMPTY)) {
                empty.force();
            }
        }
        if (size(key) < acknowledged.length()) {
            throw new StorageException("acknowledged bytes of " + key + " are missing");
        }
        return true;
    }

    @Override
    public InputStream read(StorageKey key, ByteRange range) {
        try {
            FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ);
            return new FileRange(channel, key, range);
        } catch (IOException failure) {
            throw unreadable(key, failure);
        }
    }

    @Override
    public Optional<Path> file(StorageKey key) {
        attributes(key);
        return Optional.of(path(key));
    }

    @Override
    public Optional<URI> link(StorageKey key, String client) {
        return Optional.empty();
    }

    @Override
    public Duration linkLifetime() {
        return Duration.ZERO;
    }

    @Override
    public long size(StorageKey key) {
        return attributes(key).size();
    }

    @Override
    public List<StorageKey> delete(List<StorageKey> keys) {
        return keys.stream().filter(this::isDeleted).toList();
    }

    private boolean isDeleted(StorageKey key) {
        try {
            delete(key);
            return true;
        } catch (StorageException e) {
            LOG.warn("an object waits for another try to delete it: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void delete(StorageKey key) {
        folder.requireMarker();
        Path file = path(key);
        try {
            if (Files.deleteIfExists(file)) {
                // the row that names the bytes goes next: they must not come back after a power cut
                StoreFolder.forceParent(file);
            }
        } catch (IOException failure) {
            throw StorageFailures.of("delete " + key, folder.root(), failure);
        }
    }

    @Override
    public void list(String below, Consumer<StoredObject> each) {
        folder.requireMarker();
        try {
            // the folder itself may be a link
            Path root = folder.root().toRealPath();
            Path start = root.resolve(below);
            if (Files.isDirectory(start)) {
                Files.walkFileTree(start, new StoreWalk(root, each));
            }
        } catch (IOException failure) {
            throw StorageFailures.of("list the blob folder " + folder.root(), folder.root(), failure);
        }
        // one that was unmounted meanwhile has nothing
        folder.requireMarker();
    }

    /// All are files.
    @Override
    public void listUnfinished(BiConsumer<StorageKey, Instant> each) {
        folder.requireMarker();
    }

    @Override
    public void endUnfinished(StorageKey key) {
        folder.requireMarker();
    }

    @Override
    public StoreMarker check() {
        return folder.check();
    }

    @Override
    public StoreMarker marker() {
        return check();
    }

    @Override
    public void mark(long generation) {
        folder.mark(generation);
    }

    @Override
    public boolean acceptsUploads() {
        return freeSpace.isAboveReserve();
    }

    private FileChannel create(Path file) throws IOException {
        folder.prepareParent(file);
        return FileChannel.open(file, Set.of(CREATE, WRITE), StoreFolder.OWNER_ONLY_FILE);
    }

    private BlobWriter resume(FileChannel channel, StorageKey key, long offset) throws IOException {
        try {
            if (channel.size() < offset) {
                throw new StorageException(
                        "Cannot go on at byte " + offset + " of " + key + ": it has only " + channel.size());
            }
            channel.truncate(offset);
            return new DiskBlobWriter(channel, key, path(key), offset);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private BasicFileAttributes attributes(StorageKey key) {
        try {
            return Files.readAttributes(path(key), BasicFileAttributes.class);
        } catch (IOException failure) {
            throw unreadable(key, failure);
        }
    }

    private StorageException unreadable(StorageKey key, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            folder.requireMarker();
            return new MissingBytesException(key);
        }
        return StorageFailures.unreadable(key, failure);
    }

    private Path path(StorageKey key) {
        return folder.root().resolve(key.value());
    }
}
