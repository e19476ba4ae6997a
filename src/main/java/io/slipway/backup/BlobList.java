package io.slipway.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.slipway.storage.FolderCopy;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageKey;
import io.slipway.work.StartFailure;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files that one moment of the database names, kept in a file beside their copies: they may be many, and a
/// snapshot is not held open for as long as it takes to copy them.
final class BlobList implements AutoCloseable {

    private static final int NAMED = 20;

    private final short store;
    private final FolderCopy copy;
    private final Path uploads;
    private final Path blobs;

    private long count;
    private long bytes;
    private long linked;
    private long there;
    private final List<String> missing = new ArrayList<>();
    private long missed;

    BlobList(short store, FolderCopy copy, Path folder) {
        this.store = store;
        this.copy = copy;
        this.uploads = folder.resolve(".uploads");
        this.blobs = folder.resolve(".blobs");
    }

    /// Damaged ones are known to be wrong, and left out, and parts of a bucket cannot be read before they are put
    /// together.
    void read(Snapshot snapshot) throws IOException {
        try (OutputStream out = create(uploads)) {
            snapshot.copy(
                    "SELECT received, storage_key FROM content.upload WHERE received > 0 AND multipart IS NULL AND store = "
                            + store,
                    out);
        }
        try (OutputStream out = create(blobs)) {
            snapshot.copy(
                    "SELECT size, storage_key FROM content.blob WHERE damaged_at IS NULL AND store = " + store, out);
        }
    }

    /// Uploads first: a blob stays for `slipway.gc.sweep-delay` at least, an upload until its client is done with it.
    ///
    /// @param contents of the database that goes with the copies
    void copy(Contents contents, Progress progress) {
        long generation = contents.stores().stream()
                .filter(it -> it.id() == store)
                .mapToLong(Contents.Store::generation)
                .max()
                .orElse(0);
        each(uploads, this::addUpload, progress);
        each(blobs, this::addBlob, progress);
        copy.finish(generation);
        progress.say("%,d blobs of %,d bytes: %,d linked, %,d there before, %,d copied"
                .formatted(count, bytes, linked, there, count - linked - there));
        missing.forEach(key -> progress.say("  missing: " + key));
        if (missed > 0) {
            progress.say("%,d blobs lack their bytes: `fsck` says which images need them".formatted(missed));
        }
    }

    boolean isWhole() {
        return missed == 0;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(uploads);
        Files.deleteIfExists(blobs);
    }

    private interface Action {

        void take(StorageKey key, long size);
    }

    private void addUpload(StorageKey key, long size) {
        try {
            copy.addBeginning(key, size);
        } catch (MissingBytesException gone) {
            // it was finished elsewhere or given up since: its client begins again
        }
    }

    private void addBlob(StorageKey key, long size) {
        try {
            FolderCopy.Way way = copy.add(key, size);
            linked += way == FolderCopy.Way.LINKED ? 1 : 0;
            there += way == FolderCopy.Way.WAS_THERE ? 1 : 0;
            count++;
            bytes += size;
        } catch (MissingBytesException gone) {
            missed++;
            if (missing.size() < NAMED) {
                missing.add(key.value());
            }
        }
    }

    private void each(Path list, Action action, Progress progress) {
        try (BufferedReader lines = Files.newBufferedReader(list, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                action.take(new StorageKey(line.substring(tab + 1)), Long.parseLong(line.substring(0, tab)));
                progress.sometimes("%,d blobs of %,d bytes so far", count, bytes);
            }
        } catch (IOException failure) {
            throw new StartFailure("The list of blobs cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Channels.newOutputStream(FileChannel.open(
                file,
                Set.of(CREATE, TRUNCATE_EXISTING, WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))));
    }
}
