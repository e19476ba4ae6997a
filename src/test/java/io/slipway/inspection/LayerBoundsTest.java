package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.ZstdOutputStream;
import io.slipway.testing.Classpath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Layers that would take too much of anything.
@Tag("C15")
class LayerBoundsTest {

    private static final long MAX = 64L << 20;

    private LayerLimits limits = LayerLimits.DEFAULT;

    @Test
    void readsNoMoreOfOneHeaderThanItMay() {
        // of 2 GiB, all of which would come
        InputStream longName =
                endless(tar().header("././@LongLink", 'L', 2L << 30, "").unfinished());
        assertThat(failure(longName)).isEqualTo(LayerFailure.TOO_MUCH_METADATA);

        InputStream pax = endless(tar().header("PaxHeader", 'x', 2L << 30, "").unfinished());
        assertThat(failure(pax)).isIn(LayerFailure.TOO_MUCH_METADATA, LayerFailure.INVALID);

        TarBuilder chain = tar();
        for (int i = 0; i < 10_000; i++) {
            chain.header("PaxHeader", 'g', 0, "");
        }
        assertThat(failure(chain.file("a", "").bytes())).isIn(LayerFailure.TOO_MUCH_METADATA, LayerFailure.INVALID);
    }

    @Test
    void endsAtBombs() throws IOException {
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (ZstdOutputStream out = new ZstdOutputStream(zstd)) {
            out.write(tar().header("zeros", '0', 8L << 30, "").unfinished());
            for (int i = 0; i < 300; i++) {
                out.write(zeros);
            }
        }
        assertThat(failure(zstd.toByteArray())).isEqualTo(LayerFailure.TOO_DENSE);

        limits = new LayerLimits(10, 1 << 20, 1 << 10, 900, Duration.ofMinutes(1), 1 << 20, 100);
        byte[] bomb =
                TarBuilder.gzip(join(tar().header("zeros", '0', 8L << 20, "").unfinished(), new byte[8 << 20]));
        assertThat(failure(bomb)).isIn(LayerFailure.TOO_DENSE, LayerFailure.TOO_LARGE);
        byte[] large = tar().header("large", '0', 2 << 20, "")
                .content(new byte[2 << 20])
                .bytes();
        assertThat(failure(large)).isEqualTo(LayerFailure.TOO_LARGE);
        limits = new LayerLimits(10, 1 << 20, 1 << 10, 900, Duration.ZERO, 1 << 20, 100);
        assertThat(failure(tar().file("a", "1").bytes())).isEqualTo(LayerFailure.TOO_SLOW);
    }

    @Test
    void refusesWindowsThatTakeTooMuchMemory() {
        // magic, a header with no content size, and a window of 2 GiB
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0};

        assertThat(failure(frame)).isEqualTo(LayerFailure.TOO_MUCH_MEMORY);
    }

    @Test
    void limitsEntriesAndPaths() {
        limits = new LayerLimits(10, 1 << 20, 1 << 20, 1000, Duration.ofMinutes(1), 1 << 20, 1000);
        TarBuilder many = tar();
        for (int i = 0; i < 11; i++) {
            many.file("f" + i, "");
        }
        assertThat(failure(many.bytes())).isEqualTo(LayerFailure.TOO_MANY_ENTRIES);
        assertThat(failure(tar().file("a/b/c/d/e/f/g/h/i/j/k", "").bytes())).isEqualTo(LayerFailure.TOO_MANY_ENTRIES);
        TarBuilder refused = tar();
        for (int i = 0; i < 11; i++) {
            refused.file("..", "");
        }
        assertThat(failure(refused.bytes())).isEqualTo(LayerFailure.TOO_MANY_ENTRIES);
        assertThat(failure(
                        tar().pax("path", "a/".repeat(300) + "b").file("x", "").bytes()))
                .isEqualTo(LayerFailure.TOO_DEEP_PATHS);
        assertThat(failure(tar().pax("path", "ab/".repeat(1400)).file("x", "").bytes()))
                .isEqualTo(LayerFailure.TOO_LONG_PATHS);
        assertThat(failure(tar().pax("linkpath", "ab/".repeat(1400))
                        .symlink("x", "")
                        .bytes()))
                .isEqualTo(LayerFailure.TOO_LONG_PATHS);
        assertThat(failure(tar().pax("linkpath", "ab/".repeat(400))
                        .symlink("x", "")
                        .bytes()))
                .isEqualTo(LayerFailure.TOO_MUCH_METADATA);
    }

    @Test
    void endsAtAMillionEntriesWithLittleMemory() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        Classpath.ofThisProcess(),
                        MillionFiles.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(reader.inputReader().lines().toList()).contains("TOO_MANY_ENTRIES");
    }

    @Test
    void allocatesLittleForLargeNumbers() {
        long before = allocated();
        failure(endless(tar().header("././@LongLink", 'L', 2L << 30, "").unfinished()));
        failure(endless(tar().header("PaxHeader", 'x', 2L << 30, "").unfinished()));
        failure(tar().pax("size", "9223372036854775807").file("b", "2").bytes());

        assertThat(allocated() - before).isLessThan(MAX);
    }

    private LayerFailure failure(byte[] layer) {
        return failure(new ByteArrayInputStream(layer));
    }

    private LayerFailure failure(InputStream layer) {
        LayerFailedException failure = catchThrowableOfType(
                LayerFailedException.class, () -> LayerReader.read(layer, limits, () -> false, _ -> {}));
        assertThat(failure).as("it was read").isNotNull();
        return failure.failure();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static InputStream endless(byte[] start) {
        return new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        });
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().threadId());
    }
}
