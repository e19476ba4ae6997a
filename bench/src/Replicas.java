import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The same clients against one replica and against three on this machine, in turn; see `bench/replicas --help`.
final class Replicas {

    private static final String REPOSITORY = "admin/replicas";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "{}";
    private static final int WORKERS = 9;
    private static final AtomicInteger TAGS = new AtomicInteger();

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
        for (int number = 1; number <= 3; number++) {
            var server = Server.slipway(folder.resolve("" + number), java, after(given, "--flags", ""), jar);
            server.set("SLIPWAY_BUILDS_WORKER", "false");
            if (number > 1) {
                share(all.getFirst(), server);
            }
            all.add(server);
            server.start();
        }
        measure(all, rounds, seconds, Double.parseDouble(after(given, "--warm-up", "10")));
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

    private static void measure(List<Server> all, int rounds, double seconds, double warmUp) throws Exception {
        var first = all.getFirst();
        var blob = Blob.ofSize(20_000);
        var token = first.bearer("repository:" + REPOSITORY + ":pull,push");
        try (var http = new Http(first.port, true, token)) {
            push(http, blob, "v1");
        }
        // one that was given before the repository was there is good for pushes only
        var authorization = first.bearer("repository:" + REPOSITORY + ":pull,push");
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
        System.out.printf(
                "| %d clients, requests or pushes a second | one replica | three | ratio |%n|---|--:|--:|--:|%n",
                WORKERS);
        for (int i = 0; i < tasks.size(); i++) {
            var one = new ArrayList<Double>();
            var three = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            // each by itself: one that compiles its code yet takes the processors from the others
            for (var server : all) {
                run(List.of(server), tasks.get(i), authorization, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                one.add(run(List.of(first), tasks.get(i), authorization, seconds));
                three.add(run(all, tasks.get(i), authorization, seconds));
                ratios.add(three.getLast() / one.getLast());
            }
            System.out.printf(
                    "| %s | %.0f | %.0f | %.2f |%n",
                    names.get(i), Load.median(one), Load.median(three), Load.median(ratios));
        }
    }

    private static double run(List<Server> servers, Load.Task task, String authorization, double seconds)
            throws Exception {
        List<Callable<Double>> loads = servers.stream()
                .<Callable<Double>>map(server -> () -> new Load(WORKERS / servers.size(), seconds, task)
                        .run(server, false, authorization)
                        .rate())
                .toList();
        double sum = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var rate : threads.invokeAll(loads)) {
                sum += rate.get();
            }
        }
        return sum;
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
