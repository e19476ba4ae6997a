import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Every answer of a run: in a file, and counted by what was asked.
final class Answers implements AutoCloseable {

    private static final int MOST = 100;

    private final long start = System.nanoTime();
    private final BufferedWriter file;
    private final Map<String, Times> times = new TreeMap<>();
    private final Map<String, Integer> broken = new TreeMap<>();
    private long count;
    private long faults;
    private int told;

    Answers(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
        this.file.write("seconds\tmethod\tkind\tstatus\tms\n");
    }

    private static final class Times {
        float[] values = new float[256];
        int count;
        final Map<Integer, Integer> statuses = new TreeMap<>();

        void add(int status, double ms) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = (float) ms;
            statuses.merge(status, 1, Integer::sum);
        }

        double at(double part) {
            var sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return sorted[(int) Math.min(count - 1, count * part)];
        }
    }

    /// Status 0: the connection ended without an answer.
    synchronized void add(String method, String kind, int status, double ms) {
        count++;
        if (status >= 500) {
            faults++;
        }
        times.computeIfAbsent(method + " " + kind, _ -> new Times()).add(status, ms);
        try {
            file.write(
                    "%.3f\t%s\t%s\t%d\t%.2f\n".formatted((System.nanoTime() - start) / 1e9, method, kind, status, ms));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A law that did not hold; the first ones are told at once.
    synchronized void broken(String law, String what) {
        broken.merge(law, 1, Integer::sum);
        if (told++ < MOST) {
            System.err.println("BROKEN %.1f s, %s: %s".formatted((System.nanoTime() - start) / 1e9, law, what));
        }
    }

    synchronized void check(boolean holds, String law, String what) {
        if (!holds) {
            broken(law, what);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized long faults() {
        return faults;
    }

    synchronized Map<String, Integer> broken() {
        return new TreeMap<>(broken);
    }

    /// One line for each kind of request.
    synchronized String table() {
        var table = new StringBuilder(
                "| request | answers | p50 ms | p99 ms | slowest | statuses |\n|---|---|---|---|---|---|\n");
        times.forEach((kind, one) -> table.append("| %s | %d | %.1f | %.1f | %.0f | %s |\n"
                .formatted(kind, one.count, one.at(0.5), one.at(0.99), one.at(1), one.statuses)));
        return table.toString();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
