package io.slipway.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Reads the names in one layer, in one pass and with little memory. Writes no file and trusts no number.
class LayerReader {

    /// @param entries as many rows as were given out, before the last of each path won
    /// @param refused entries whose path leads out of the image, or that no file system can hold
    /// @param bytes   uncompressed
    record Result(int entries, int refused, long bytes) {}

    private static final int RECORD = 512;
    private static final int BUFFER = 64 * 1024;

    private final LayerLimits limits;
    private final SourceStream source;
    private final BooleanSupplier stopped;
    private final Consumer<LayerEntry> sink;
    // the beginnings of their keys: paths themselves could take all the memory
    private final Set<Long> directories = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER];
    private int entries;
    private int headers;
    private int refused;
    private long text;

    private LayerReader(LayerLimits limits, SourceStream source, BooleanSupplier stopped, Consumer<LayerEntry> sink) {
        this.limits = limits;
        this.source = source;
        this.stopped = stopped;
        this.sink = sink;
    }

    /// Closes the stream.
    ///
    /// @param stopped asked often: whether the program is about to end
    /// @throws LayerFailedException        where it would fail again
    /// @throws java.io.UncheckedIOException where the storage failed
    static Result read(InputStream layer, LayerLimits limits, BooleanSupplier stopped, Consumer<LayerEntry> sink)
            throws IOException {
        try (SourceStream source = new SourceStream(layer)) {
            return new LayerReader(limits, source, stopped, sink).read();
        }
    }

    private Result read() throws IOException {
        Guard guard = new Guard(source);
        MeteredStream meter = guard.call(() -> new MeteredStream(Decompression.open(source), source, limits, stopped));
        guard.watch(meter);
        try (meter) {
            TarArchiveInputStream tar =
                    guard.call(() -> new TarArchiveInputStream(meter, 20 * RECORD, RECORD, "UTF-8", true));
            Optional<TarArchiveEntry> entry = guard.call(() -> next(tar, meter));
            while (entry.isPresent()) {
                TarArchiveEntry header = entry.get();
                long position = meter.count();
                Optional<LayerEntry> read = guard.call(() -> TarEntries.of(header, position));
                boolean whole = read.filter(it -> it.position().isPresent()).isPresent();
                take(whole ? Optional.of(read.get().withChecksum(guard.call(() -> checksum(tar)))) : read);
                entry = guard.call(() -> next(tar, meter));
            }
            return new Result(entries, refused, meter.count());
        }
    }

    /// Of what the entry has, which is read here piece by piece.
    private long checksum(TarArchiveInputStream tar) throws IOException {
        CRC32C sum = new CRC32C();
        for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
            sum.update(buffer, 0, read);
        }
        return sum.getValue();
    }

    /// What the entry before has is skipped here, so that what is read then is about the next one only.
    private static Optional<TarArchiveEntry> next(TarArchiveInputStream tar, MeteredStream meter) throws IOException {
        // sparse files are skipped piece by piece
        while (tar.getCurrentEntry() != null && tar.skip(Integer.MAX_VALUE) > 0) {
            continue;
        }
        meter.beginMetadata();
        Optional<TarArchiveEntry> entry = Optional.ofNullable(tar.getNextEntry());
        meter.endMetadata();
        return entry;
    }

    private void take(Optional<LayerEntry> read) throws IOException {
        headers++;
        if (headers > limits.entries()) {
            throw new LayerFailedException(LayerFailure.TOO_MANY_ENTRIES);
        }
        if (read.isEmpty()) {
            refused++;
            return;
        }
        LayerEntry entry = read.get();
        // from the root on, which needs no row
        List<EntryPath> chain = entry.path().chain();
        for (EntryPath parent : chain.subList(1, Math.max(1, chain.size() - 1))) {
            if (directories.add(key(parent))) {
                give(LayerEntry.directory(parent, false));
            }
        }
        if (entry.kind() == EntryKind.DIRECTORY) {
            directories.add(key(entry.path()));
        }
        give(entry);
    }

    private void give(LayerEntry entry) throws IOException {
        entries++;
        text += entry.length();
        if (entries > limits.entries()) {
            throw new LayerFailedException(LayerFailure.TOO_MANY_ENTRIES);
        }
        if (text > limits.text()) {
            throw new LayerFailedException(LayerFailure.TOO_MUCH_METADATA);
        }
        sink.accept(entry);
    }

    private static long key(EntryPath path) {
        return ByteBuffer.wrap(path.key()).getLong();
    }
}
