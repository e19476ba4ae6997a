package io.slipway.inspection;

import io.slipway.content.BlobContent;
import io.slipway.content.Blobs;
import io.slipway.content.Repository;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/// The bytes of files inside layers, each of which is decompressed again up to them: two at a time, on threads of their
/// own (docs/adr/0011).
@Service
public class FileBytes implements DisposableBean {

    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BUFFER = 64 * 1024;

    private final Blobs blobs;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("files-", 0).factory());

    FileBytes(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /// How it begins.
    ///
    /// @return empty when others are being read, and were for a while
    public Optional<byte[]> start(Repository repository, FoundFile file, int most) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        return copy(repository, file, Math.min(most, file.size()), start)
                ? Optional.of(start.toByteArray())
                : Optional.empty();
    }

    /// All of it; nothing is written before its first byte is found.
    ///
    /// @return false when others are being read, and were for a while
    public boolean copy(Repository repository, FoundFile file, OutputStream out) throws IOException {
        return copy(repository, file, file.size(), out);
    }

    private boolean copy(Repository repository, FoundFile file, long length, OutputStream out) throws IOException {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            try {
                BlobContent layer = blobs.open(repository, file.layer());
                wait(threads.submit(() -> {
                    read(layer, file, length, out);
                    return true;
                }));
                return true;
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void wait(Future<Boolean> work) throws IOException, InterruptedException {
        try {
            work.get();
        } catch (InterruptedException e) {
            work.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static void read(BlobContent layer, FoundFile file, long length, OutputStream out) throws IOException {
        try (SourceStream source = new SourceStream(layer.open(0, layer.size()));
                MeteredStream bytes = new MeteredStream(
                        Decompression.open(source),
                        source,
                        LayerLimits.DEFAULT,
                        Thread.currentThread()::isInterrupted)) {
            long position = file.position().orElseThrow();
            if (bytes.skip(position) < position) {
                throw new EOFException("the layer ends before " + file.path());
            }
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int read = bytes.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (read < 0) {
                    throw new EOFException("the layer ends inside of " + file.path());
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
