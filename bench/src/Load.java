import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work of one kind against one server for a short time, and what it cost.
record Load(int workers, double seconds, Task task) {

    interface Task {
        /// One unit of work; false when there is none left.
        boolean run(Http http) throws IOException;
    }

    /// Milliseconds of CPU are of the whole run.
    record Sample(int count, double seconds, double p50, double p99, Server.Cpu cpu) {

        double rate() {
            return count / seconds;
        }
    }

    Sample run(Server server, boolean close, String authorization) throws Exception {
        var latencies = new ConcurrentLinkedQueue<Double>();
        var before = server.cpu();
        var start = System.nanoTime();
        var end = start + (long) (seconds * 1e9);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new java.util.ArrayList<Future<?>>();
            for (int worker = 0; worker < workers; worker++) {
                running.add(executor.submit(() -> {
                    try (var http = new Http(server.port, close, authorization)) {
                        for (var from = System.nanoTime(); from < end && task.run(http); from = System.nanoTime()) {
                            latencies.add((System.nanoTime() - from) / 1e6);
                        }
                    }
                    return null;
                }));
            }
            for (var future : running) {
                future.get();
            }
        }
        var took = (System.nanoTime() - start) / 1e9;
        var cpu = server.cpu().minus(before);
        var sorted =
                latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Sample(sorted.length, took, at(sorted, 0.5), at(sorted, 0.99), cpu);
    }

    static double median(List<Double> values) {
        return at(values.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0.5);
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }
}
