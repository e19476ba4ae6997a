import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/// The same clients against one replica, three, and three servers that share nothing; see `bench/replicas --help`.
final class Replicas {

    private static final String REPOSITORY = "admin/replicas";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "{}";
    private static final int WORKERS = 9;
    private static final AtomicInteger TAGS = new AtomicInteger();
    private static final List<Share> SHARES = new ArrayList<>();

    private Replicas() {}

    public static void main(String[] arguments) throws Exception {
        var given = List.of(arguments);
        var rounds = Integer.parseInt(after(given, "--rounds", "5"));
        var seconds = Double.parseDouble(after(given, "--seconds", "3"));
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "replicas");
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var jar = Path.of(after(given, "--jar", "target/run/slipway.jar")).toAbsolutePath();
        var all = new ArrayList<Server>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(all, folder)));
        for (int number = 1; number <= 5; number++) {
            var server = Server.slipway(folder.resolve("" + number), java, after(given, "--flags", ""), jar);
            server.set("SLIPWAY_BUILDS_WORKER", "false");
            if (number == 2 || number == 3) {
                share(all.getFirst(), server);
            }
            all.add(server);
            server.start();
        }
        var processors = Double.parseDouble(after(given, "--processors", "0"));
        if (processors > 0) {
            for (var server : all) {
                SHARES.add(new Share(server));
            }
        }
        var first = all.getFirst();
        var arrangements =
                List.of(List.of(first), List.of(first, all.get(1), all.get(2)), List.of(first, all.get(3), all.get(4)));
        measure(all, arrangements, processors, rounds, seconds, Double.parseDouble(after(given, "--warm-up", "20")));
    }

    /// The database that the first one started, its blobs and its key.
    private static void share(Server first, Server other) throws IOException {
        var data = first.folder.resolve("data");
        try (var files = Files.find(data, 5, (path, _) -> path.endsWith("postmaster.pid"))) {
            var port =
                    Files.readAllLines(files.findFirst().orElseThrow()).get(3).trim();
            other.set("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/slipway");
        }
        other.set("SPRING_DATASOURCE_USERNAME", "slipway");
        other.set(
                "SPRING_DATASOURCE_PASSWORD",
                Files.readString(data.resolve("secrets/postgres.password")).trim());
        other.set(
                "SLIPWAY_MASTER_KEY",
                Files.readString(data.resolve("secrets/master.key")).trim());
        other.set("SLIPWAY_STORAGE_DISK_PATH", data.resolve("blobs").toString());
    }

    private static void measure(
            List<Server> all,
            List<List<Server>> arrangements,
            double processors,
            int rounds,
            double seconds,
            double warmUp)
            throws Exception {
        var blob = Blob.ofSize(20_000);
        for (var server : all) {
            var token = server.bearer("repository:" + REPOSITORY + ":pull,push");
            try (var http = new Http(server.port, true, token)) {
                push(http, blob, "v1");
            }
        }
        var names =
                List.of("GET of a manifest by tag", "GET of a blob of 20 kB", "push of a blob of 20 kB and a manifest");
        List<Load.Task> tasks = List.of(
                http -> http.get("/v2/" + REPOSITORY + "/manifests/v1")
                                .expect(200)
                                .size()
                        > 0,
                http -> http.get("/v2/" + REPOSITORY + "/blobs/" + blob.digest())
                                .expect(200)
                                .size()
                        > 0,
                http -> push(http, Blob.ofSize(20_000), "t" + TAGS.incrementAndGet()));
        System.out.printf("""
                | %d clients | one | three | apart | three to one | three to apart \
                | ms: one | three | apart | idle: one | three | apart |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """, WORKERS);
        for (int i = 0; i < tasks.size(); i++) {
            // each by itself: one that compiles its code yet takes the processors from the others
            for (var server : all) {
                run(List.of(server), tasks.get(i), warmUp);
            }
            for (var share : SHARES) {
                share.limit(processors);
            }
            var rows = new ArrayList<List<Round>>();
            for (int round = 0; round < rounds; round++) {
                var row = new ArrayList<Round>();
                for (var servers : arrangements) {
                    row.add(run(servers, tasks.get(i), seconds));
                }
                rows.add(row);
            }
            for (var share : SHARES) {
                share.lift();
            }
            System.out.printf(
                    "| %s | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f %% | %.0f %% | %.0f %% |%n",
                    names.get(i),
                    median(rows, row -> row.get(0).rate()),
                    median(rows, row -> row.get(1).rate()),
                    median(rows, row -> row.get(2).rate()),
                    median(rows, row -> row.get(1).rate() / row.get(0).rate()),
                    median(rows, row -> row.get(1).rate() / row.get(2).rate()),
                    median(rows, row -> row.get(0).cpu()),
                    median(rows, row -> row.get(1).cpu()),
                    median(rows, row -> row.get(2).cpu()),
                    median(rows, row -> row.get(0).idle()),
                    median(rows, row -> row.get(1).idle()),
                    median(rows, row -> row.get(2).idle()));
        }
    }

    /// What a round gave.
    ///
    /// @param cpu milliseconds of programs and databases for each request
    /// @param idle percent of the machine's processors
    private record Round(double rate, double cpu, double idle) {}

    private static double median(List<List<Round>> rows, ToDoubleFunction<List<Round>> figure) {
        return Load.median(rows.stream().mapToDouble(figure).boxed().toList());
    }

    private static Round run(List<Server> servers, Load.Task task, double seconds) throws Exception {
        var loads = new ArrayList<Callable<Load.Sample>>();
        for (var server : servers) {
            var authorization = server.bearer("repository:" + REPOSITORY + ":pull,push");
            loads.add(() -> new Load(WORKERS / servers.size(), seconds, task).run(server, false, authorization));
        }
        double rate = 0;
        double cpu = 0;
        double count = 0;
        var before = Machine.now();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(loads)) {
                var sample = future.get();
                rate += sample.rate();
                cpu += sample.cpu().program() + sample.cpu().database();
                count += sample.count();
            }
        }
        return new Round(rate, cpu / count, Machine.now().idleSince(before));
    }

    /// Clock ticks of all processors since the machine started.
    private record Machine(long idle, long all) {

        static Machine now() throws IOException {
            try (var lines = Files.lines(Path.of("/proc/stat"))) {
                var fields = lines.findFirst().orElseThrow().split("\\s+");
                long all = 0;
                for (int field = 1; field <= 8; field++) {
                    all += Long.parseLong(fields[field]);
                }
                // 5 is waiting for a disk
                return new Machine(Long.parseLong(fields[4]) + Long.parseLong(fields[5]), all);
            }
        }

        double idleSince(Machine before) {
            return 100.0 * (idle - before.idle) / (all - before.all);
        }
    }

    private static boolean push(Http http, Blob blob, String tag) throws IOException {
        var uploads = "/v2/" + REPOSITORY + "/blobs/uploads/?digest=";
        var config = CONFIG.getBytes(StandardCharsets.UTF_8);
        if (tag.equals("v1")) {
            http.send("POST", uploads + Blob.digestOf(config), "application/octet-stream", config)
                    .expect(201);
        }
        http.send("POST", uploads + blob.digest(), blob, false).expect(201);
        var manifest = """
                {"schemaVersion": 2, "mediaType": "%s",
                "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
                "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}]}
                """.formatted(MANIFEST, Blob.digestOf(config), config.length, blob.digest(), blob.size());
        http.send("PUT", "/v2/" + REPOSITORY + "/manifests/" + tag, MANIFEST, manifest.getBytes(StandardCharsets.UTF_8))
                .expect(201);
        return true;
    }

    /// The one with the database last.
    private static void cleanUp(List<Server> all, Path folder) {
        try {
            for (var server : all.reversed()) {
                server.stop();
            }
            for (var share : SHARES) {
                share.close();
            }
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .map(Path::toFile)
                        .forEach(java.io.File::delete);
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Not cleaned up: " + e);
        }
    }

    private static String after(List<String> arguments, String option, String otherwise) {
        var at = arguments.indexOf(option);
        return at < 0 || at + 1 == arguments.size() ? otherwise : arguments.get(at + 1);
    }
}
