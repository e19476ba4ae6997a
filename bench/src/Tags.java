import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// Pages of a repository with 100,000 tags, one reader; see `bench/tags --help`.
final class Tags {

    private static final String PAGES = "/r/admin/many/-/";
    private static final String API = "/api/v1/repositories/admin/many/-/";
    private static final List<String> PATHS = List.of(
            PAGES + "tags",
            PAGES + "tags?sort=name",
            PAGES + "tags?sort=version",
            PAGES + "tags?sort=name&after=v50",
            PAGES + "tags?sort=version&after=v50.1.1",
            PAGES + "tags?sort=version&before=v50.1.1",
            PAGES + "tags?sort=size",
            PAGES + "tags?sort=size&after=250000000.0.v1",
            PAGES + "tags?sort=size&before=250000000.0.v1",
            PAGES + "tags?sort=pulled",
            PAGES + "tags?sort=pulled&after=0.v50.1.2",
            PAGES + "tags?sort=pulled&before=0.v50.1.2",
            PAGES + "tags?sort=pulled&after=0.v99",
            PAGES + "tags?q=v50&sort=size",
            PAGES + "tags?q=v50&sort=pulled",
            PAGES + "tags?platform=linux/arm64",
            PAGES + "tags?platform=linux/arm64&sort=size",
            PAGES + "tags?platform=linux/s390x&sort=pulled&q=v5",
            PAGES + "tags?platform=none&sort=version",
            PAGES + "tags?q=v50",
            PAGES + "tags?q=commit-&sort=version",
            PAGES + "tags?q=nothing-like-it",
            PAGES + "tags?q=3b712de48137",
            PAGES + "history",
            PAGES + "history?tag=v50.1.1&on=2999-01-01",
            API + "tags?limit=100",
            API + "tags?sort=version&limit=100&after=v50.1.1",
            API + "tags/v50.1.1/history");

    private Tags() {}

    public static void main(String[] arguments) throws Exception {
        var given = List.of(arguments);
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "tags");
        var server = Server.slipway(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                after(given, "--flags", ""),
                Path.of(after(given, "--jar", "target/run/slipway.jar")).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(server, folder)));
        server.set("SLIPWAY_TRASH_WINDOW", "5s");
        server.start();
        fill(server);
        measure(server, Integer.parseInt(after(given, "--samples", "200")));
        delete(server);
    }

    private static void fill(Server server) throws Exception {
        try (var http = new Http(server.port, false, server.basic())) {
            var body = "{\"name\":\"admin/many\",\"visibility\":\"public\"}".getBytes(StandardCharsets.UTF_8);
            http.send("POST", "/api/v1/repositories", "application/json", body).expect(201);
        }
        try (var database = connect(server);
                var statement = database.createStatement()) {
            statement.execute(Files.readString(Path.of("bench/src/tags/large.sql")));
            // the program gives them their keys by and by
            while (withoutKey(database)) {
                Thread.sleep(500);
            }
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static void measure(Server server, int samples) throws Exception {
        var report = new StringBuilder("| page | median ms | p99 ms |\n|---|---|---|\n");
        try (var http = new Http(server.port, false, "")) {
            for (var path : PATHS) {
                var times = new double[samples];
                for (int i = -samples / 2; i < samples; i++) {
                    var start = System.nanoTime();
                    http.get(path).expect(200);
                    if (i >= 0) {
                        times[i] = (System.nanoTime() - start) / 1e6;
                    }
                }
                Arrays.sort(times);
                report.append("| `%s` | %.1f | %.1f |\n"
                        .formatted(
                                path.replace(PAGES, "").replace("/api/v1/repositories/admin/many/-", "REST "),
                                times[samples / 2],
                                times[samples * 99 / 100]));
            }
        }
        Files.writeString(Path.of("bench/out/tags.md"), report);
        System.out.println(report);
    }

    /// The repository as its owner deletes it; it stays in the trash for five seconds.
    private static void delete(Server server) throws Exception {
        var path = "/api/v1/repositories/admin/many";
        try (var http = new Http(server.port, false, server.basic());
                var database = connect(server)) {
            var start = System.nanoTime();
            http.send("DELETE", path + "?dryRun=true", "", new byte[0]).expect(200);
            say("what would go with the repository: answered after", start);
            start = System.nanoTime();
            var operation =
                    http.send("DELETE", path, "", new byte[0]).expect(202).location();
            say("its deletion: answered after", start);
            http.get("/v2/admin/many/tags/list").expect(404);
            while (!http.get(operation).text().contains("\"state\":\"done\"")) {
                Thread.sleep(20);
            }
            say("its deletion: finished after", start);
            while (hasRows(database)) {
                Thread.sleep(100);
            }
            say("its rows: collected, 5 s in the trash included, after", start);
        }
    }

    private static boolean hasRows(Connection database) throws SQLException {
        return tells(
                database,
                "SELECT EXISTS (SELECT FROM content.tag) OR EXISTS (SELECT FROM content.manifest)"
                        + " OR EXISTS (SELECT FROM content.repository)");
    }

    private static void say(String what, long start) {
        System.out.printf("%s %.0f ms%n", what, (System.nanoTime() - start) / 1e6);
    }

    private static boolean withoutKey(Connection database) throws SQLException {
        return tells(database, "SELECT EXISTS (SELECT FROM content.tag WHERE version_key = '')");
    }

    private static boolean tells(Connection database, String question) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static Connection connect(Server server) throws IOException, SQLException {
        var data = server.folder.resolve("data");
        try (var files = Files.find(data, 5, (path, ignored) -> path.endsWith("postmaster.pid"))) {
            var port =
                    Files.readAllLines(files.findFirst().orElseThrow()).get(3).trim();
            var password =
                    Files.readString(data.resolve("secrets/postgres.password")).trim();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/slipway", "slipway", password);
        }
    }

    private static String after(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    private static void cleanUp(Server server, Path folder) {
        try {
            server.stop();
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("Left behind: " + folder);
        }
    }
}
