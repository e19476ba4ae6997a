package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// What one build says: masked, and written in pieces of a few hundred milliseconds.
public final class BuildLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);

    private static final int PIECE = 64 * 1024;
    private static final int PAUSE_MILLIS = 300;

    private final BuildClaim claim;
    private final BuildLogSql sql;
    private final MaskingLog masking;
    private final long limit;
    private final StopSignal stop;
    private final StringBuilder waiting = new StringBuilder();
    private final Thread writer;
    private int lines;
    private long said;
    private boolean closed;

    /// @param limit bytes after which the build is stopped
    BuildLog(BuildClaim claim, BuildLogSql sql, MaskingLog masking, long limit, StopSignal stop) {
        this.claim = claim;
        this.sql = sql;
        this.masking = masking;
        this.limit = limit;
        this.stop = stop;
        this.writer = Thread.ofVirtual().name("log of build " + claim.id()).start(this::write);
    }

    /// A line of Slipway's own; pages fold on it.
    public void phase(String text) {
        add("==> " + text);
    }

    public void add(String line) {
        String clean = masking.clean(line);
        synchronized (this) {
            if (!waiting.isEmpty() && waiting.length() + clean.length() > PIECE) {
                flush();
            }
            waiting.append(clean).append('\n');
            lines++;
        }
    }

    /// Takes all that a process says until it says no more.
    public void copy(InputStream in) throws IOException {
        byte[] buffer = new byte[8 * 1024];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            said += read;
            if (said > limit) {
                if (!stop.isStopped()) {
                    add("the log is longer than " + limit + " bytes: the build was stopped");
                }
                stop.stop(BuildReason.LOG_LIMIT);
                continue;
            }
            for (int i = 0; i < read; i++) {
                take(buffer[i], line);
            }
        }
        if (line.size() > 0) {
            add(line.toString(UTF_8));
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            flush();
        }
        writer.interrupt();
    }

    private void take(byte next, ByteArrayOutputStream line) {
        boolean end = next == '\n' || next == '\r';
        // a longer one is kept to be masked as a whole, and cut then
        if (!end && line.size() < 4 * MaskingLog.MAX_LINE) {
            line.write(next);
        } else if (end && (next == '\n' || line.size() > 0)) {
            add(line.toString(UTF_8));
            line.reset();
        }
    }

    private void write() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        String text = waiting.toString();
        try {
            sql.append(claim, lines, text.getBytes(UTF_8).length, text);
        } catch (DataAccessException e) {
            LOG.warn("lines of build {} could not be written: {}", claim.id(), e.getMessage());
        }
        waiting.setLength(0);
        lines = 0;
    }
}
