package io.slipway.backup;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/// Lines on standard error: each table that is worth one, and now and then how far it is.
final class Progress {

    private static final int LARGE = 10_000;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private int tables;
    private int done;
    private long told = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void begin(int tables) {
        this.tables = tables;
        this.done = 0;
    }

    void table(String name, long rows, long bytes) {
        done++;
        if (rows >= LARGE || isTime()) {
            say("%3d of %d tables: %s, %,d rows, %,d bytes".formatted(done, tables, name, rows, bytes));
        }
    }

    /// Tells how far a large table is.
    OutputStream watch(String name, OutputStream out) {
        return new FilterOutputStream(out) {
            private long bytes;

            @Override
            public void write(byte[] some, int offset, int length) throws IOException {
                out.write(some, offset, length);
                bytes += length;
                sometimes("%s: %,d bytes so far", name, bytes);
            }
        };
    }

    InputStream watch(String name, InputStream in) {
        return new FilterInputStream(in) {
            private long bytes;

            @Override
            public int read(byte[] some, int offset, int length) throws IOException {
                int count = in.read(some, offset, length);
                bytes += Math.max(0, count);
                sometimes("%s: %,d bytes so far", name, bytes);
                return count;
            }
        };
    }

    /// Says it if nothing was said for a while.
    void sometimes(String format, Object... values) {
        if (isTime()) {
            say(format.formatted(values));
        }
    }

    void say(String line) {
        told = System.nanoTime();
        out.println(line);
    }

    private boolean isTime() {
        return System.nanoTime() - told > PAUSE_NANOS;
    }
}
