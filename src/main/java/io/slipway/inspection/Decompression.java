package io.slipway.inspection;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Layers say in their first bytes how they are compressed; what their manifest says of it may be wrong.
final class Decompression {

    private static final int BUFFER = 64 * 1024;
    private static final int MAGIC = 4;

    /// 128 MiB, as zstd itself allows without being asked: outside of the heap.
    private static final int WINDOW_LOG = 27;

    /// `ZSTD_error_frameParameter_windowTooLarge`
    private static final int WINDOW_TOO_LARGE = 16;

    private Decompression() {}

    static InputStream open(SourceStream source) throws IOException {
        byte[] start = source.peek(MAGIC);
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(source, BUFFER);
        }
        return isZstd(start) ? zstd(source) : source;
    }

    static boolean needsTooMuchMemory(Throwable error) {
        return error instanceof ZstdIOException e && e.getErrorCode() == WINDOW_TOO_LARGE;
    }

    /// Also one that begins with a frame to be skipped.
    private static boolean isZstd(byte[] start) {
        if (start.length < MAGIC) {
            return false;
        }
        int magic = (start[3] & 0xff) << 24 | (start[2] & 0xff) << 16 | (start[1] & 0xff) << 8 | (start[0] & 0xff);
        return magic == 0xfd2fb528 || (magic & 0xfffffff0) == 0x184d2a50;
    }

    private static InputStream zstd(SourceStream source) throws IOException {
        try {
            ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(source);
            zstd.setLongMax(WINDOW_LOG);
            return zstd;
        } catch (LinkageError e) {
            throw new IllegalStateException("zstd does not run on this machine", e);
        }
    }
}
