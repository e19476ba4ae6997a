package io.slipway.inspection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The stored bytes of a layer. Tells what the storage did wrong from what is wrong with the layer.
class SourceStream extends InputStream {

    private static final int BUFFER = 64 * 1024;

    private final BufferedInputStream in;
    private long count;
    private boolean ended;
    private @Nullable RuntimeException broken;

    SourceStream(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /// So many bytes were taken.
    long count() {
        return count;
    }

    /// @throws UncheckedIOException where the storage failed, whatever came of it
    void check() {
        if (broken != null) {
            throw broken;
        }
    }

    /// The first bytes, which stay.
    byte[] peek(int size) throws IOException {
        in.mark(size);
        byte[] start = in.readNBytes(size);
        in.reset();
        return start;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            ended = read < 0;
            return read;
        } catch (IOException e) {
            broken = new UncheckedIOException(e);
            throw e;
        } catch (RuntimeException e) {
            broken = e;
            throw e;
        }
    }

    /// Unknown, which is never "none": the JDK's gzip would take that for the end.
    @Override
    public int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
