package io.slipway.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;

/// A folder with copies of a store's bytes, named by their keys: later a disk store can be opened on it, or its files
/// can be put into a bucket under their names. What is there already with the right size stays, since keys are never
/// used for other bytes.
public final class FolderCopy {

    private final BlobStore store;
    private final StoreFolder folder;

    private FolderCopy(BlobStore store, StoreFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /// Opens the folder, and makes it where it is absent. One with another store's copies is refused.
    public static FolderCopy of(BlobStore store, Path path) {
        StoreFolder folder = new StoreFolder(path);
        StoreMarker marker = store.check();
        folder.prepare(marker);
        if (!folder.check().identity().equals(marker.identity())) {
            throw new StorageException("The folder " + path + " holds the blobs of another store");
        }
        return new FolderCopy(store, folder);
    }

    public enum Way {
        WAS_THERE,
        LINKED,
        COPIED
    }

    /// Bytes that nobody writes to any more: a second name of the same file where both are on one file system.
    ///
    /// @throws MissingBytesException when they are not there, or are not so many
    public Way add(StorageKey key, long size) {
        Path target = folder.root().resolve(key.value());
        try {
            if (has(target, size)) {
                return Way.WAS_THERE;
            }
            Optional<Path> source = store.file(key);
            if ((source.isPresent() ? Files.size(source.get()) : store.size(key)) != size) {
                throw new MissingBytesException(key);
            }
            folder.prepareParent(target);
            Files.deleteIfExists(target);
            if (source.isPresent() && link(source.get(), target)) {
                return Way.LINKED;
            }
            copy(key, size, target);
            return Way.COPIED;
        } catch (IOException failure) {
            throw StorageFailures.of("copy " + key, folder.root(), failure);
        }
    }

    /// The first bytes of a file that somebody may still write to.
    ///
    /// @throws MissingBytesException when they are not there, or are not so many
    public void addBeginning(StorageKey key, long size) {
        if (store.size(key) < size) {
            throw new MissingBytesException(key);
        }
        Path target = folder.root().resolve(key.value());
        try {
            folder.prepareParent(target);
            copy(key, size, target);
        } catch (IOException failure) {
            throw StorageFailures.of("copy " + key, folder.root(), failure);
        }
    }

    /// Says that the copies go with a database of this generation.
    public void finish(long generation) {
        folder.mark(generation);
    }

    private static boolean has(Path target, long size) throws IOException {
        return Files.isRegularFile(target) && Files.size(target) == size;
    }

    private static boolean link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
            StoreFolder.forceParent(target);
            return true;
        } catch (FileAlreadyExistsException other) {
            throw other;
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return false;
        }
    }

    private void copy(StorageKey key, long size, Path target) throws IOException {
        // a name that no key has: parts of keys begin with no dot
        Path fresh = folder.root().resolve(".copy");
        try (InputStream in = store.read(key, new ByteRange(0, size));
                FileChannel channel = FileChannel.open(
                        fresh, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), StoreFolder.OWNER_ONLY_FILE)) {
            long written = in.transferTo(Channels.newOutputStream(channel));
            if (written != size) {
                throw new MissingBytesException(key);
            }
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        StoreFolder.forceParent(target);
    }
}
