package io.slipway.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What comes out of the decompressor, up to the limits.
class MeteredStream extends InputStream {

    private static final int CHUNK = 64 * 1024;

    private final InputStream in;
    private final SourceStream source;
    private final LayerLimits limits;
    private final BooleanSupplier stopped;
    private final long deadline;
    private final byte[] scrap = new byte[CHUNK];
    private long count;
    private long metadataFrom = Long.MAX_VALUE;
    private @Nullable IOException failure;

    MeteredStream(InputStream in, SourceStream source, LayerLimits limits, BooleanSupplier stopped) {
        this.in = in;
        this.source = source;
        this.limits = limits;
        this.stopped = stopped;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    /// The position in the uncompressed bytes.
    long count() {
        return count;
    }

    /// From here on, all that is read says something of one entry.
    void beginMetadata() {
        metadataFrom = count;
    }

    void endMetadata() {
        metadataFrom = Long.MAX_VALUE;
    }

    /// @throws LayerFailedException where a limit was met, whatever a library made of that
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        int read = in.read(bytes, offset, Math.min(length, CHUNK));
        count += Math.max(0, read);
        failure = problem();
        check();
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = 0;
        while (skipped < wanted) {
            int read = read(scrap, 0, (int) Math.min(wanted - skipped, CHUNK));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable IOException problem() {
        if (stopped.getAsBoolean()) {
            return new InterruptedIOException("the program stops");
        }
        if (count > limits.bytes()) {
            return new LayerFailedException(LayerFailure.TOO_LARGE);
        }
        if ((count - limits.free()) / limits.ratio() > source.count()) {
            return new LayerFailedException(LayerFailure.TOO_DENSE);
        }
        if (count - metadataFrom > limits.metadata()) {
            return new LayerFailedException(LayerFailure.TOO_MUCH_METADATA);
        }
        return System.nanoTime() - deadline > 0 ? new LayerFailedException(LayerFailure.TOO_SLOW) : null;
    }
}
