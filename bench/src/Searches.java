import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Searches among many repositories and tags; see `bench/search --help`.
final class Searches {

    private static final String PASSWORD = "a password for the bench";
    private static final List<String> ASKED = List.of(
            "/api/v1/search?limit=50&q=billing",
            "/api/v1/search?limit=50&q=billing&sort=newest",
            "/api/v1/search?limit=50&q=e&sort=newest",
            "/api/v1/search?limit=50&q=frontend+customers+7",
            "/api/v1/search?limit=50&q=zq",
            "/api/v1/search?limit=50&q=nothing-like-this",
            "/api/v1/search?limit=50&sort=newest",
            "/api/v1/search?limit=50&q=web&namespace=acme500",
            "/api/v1/search?limit=50&platform=linux/arm64&sort=newest",
            "/api/v1/search?limit=50&platform=linux/s390x&q=web",
            "/api/v1/search?limit=50&platform=linux/s390x&kind=image",
            "/api/v1/search?limit=50&platform=linux/amd64&kind=chart",
            "/api/v1/search?limit=50&sort=pulls",
            "/api/v1/search?limit=50&q=e&sort=pulls",
            "/api/v1/search?limit=50&type=tags&q=latest",
            "/api/v1/search?limit=50&type=tags&q=sha-00",
            "/api/v1/search?limit=50&type=tags&q=billing:1.2",
            "/api/v1/search?limit=50&type=manifests&q=0123456789ab",
            "/v1/search?n=25&q=postgres");

    private static final List<String> PAGES = List.of(
            "/",
            "/explore",
            "/explore?q=billing",
            "/explore?q=e&sort=pulls",
            "/explore?platform=linux%2Fs390x",
            "/explore?type=tags&q=latest");

    public static void main(String[] arguments) throws Exception {
        var given = List.of(arguments);
        var samples = Integer.parseInt(after(given, "--samples", "40"));
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "search");
        var server = Server.slipway(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                after(given, "--flags", ""),
                Path.of(after(given, "--jar", "target/slipway.jar")).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(server, folder)));
        say("starting");
        server.start();
        say("filling 100,000 repositories and 1,000,000 tags");
        fill(server);
        say("measuring");
        System.out.println(searches(server, samples));
        System.out.print(pages(server, samples));
    }

    private interface Asked {
        void ask() throws Exception;
    }

    private static String searches(Server server, int samples) throws Exception {
        var report = new StringBuilder(head("search", samples));
        for (var path : ASKED) {
            report.append("| `").append(path).append("` |");
            for (var who : List.of(server.basic(), basic("member"), "")) {
                try (var http = new Http(server.port, false, who)) {
                    report.append(times(samples, () -> http.get(path).expect(200)));
                }
            }
            report.append('\n');
        }
        return report.toString();
    }

    private static String pages(Server server, int samples) throws Exception {
        var administrator = new Pages(server.port);
        administrator.signIn("admin", PASSWORD);
        var member = new Pages(server.port);
        member.signIn("member", PASSWORD);
        var report = new StringBuilder(head("page", samples));
        for (var path : PAGES) {
            report.append("| `").append(path).append("` |");
            for (var who : List.of(administrator, member, new Pages(server.port))) {
                report.append(times(samples, () -> who.get(path)));
            }
            report.append('\n');
        }
        return report.toString();
    }

    private static String head(String what, int samples) {
        return "| %s, median / slowest of %d, ms | administrator | member | nobody |\n|---|---|---|---|\n"
                .formatted(what, samples);
    }

    private static String times(int samples, Asked asked) throws Exception {
        var times = new double[samples];
        // plans that are kept are made by then
        for (int i = -10; i < samples; i++) {
            var start = System.nanoTime();
            asked.ask();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return " %.0f / %.0f |".formatted(times[samples / 2], times[samples - 1]);
    }

    private static void fill(Server server) throws IOException, SQLException {
        try (var http = new Http(server.port, false, server.basic())) {
            var body = "{\"name\":\"member\",\"password\":\"%s\"}".formatted(PASSWORD);
            http.send("POST", "/api/v1/users", "application/json", body.getBytes(StandardCharsets.UTF_8))
                    .expect(201);
        }
        try (var database = connect(server);
                var statement = database.createStatement()) {
            statement.execute(Files.readString(Path.of("bench/src/search/data.sql")));
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static Connection connect(Server server) throws IOException, SQLException {
        var data = server.folder.resolve("data");
        try (var files = Files.find(data, 5, (path, _) -> path.endsWith("postmaster.pid"))) {
            var port =
                    Files.readAllLines(files.findFirst().orElseThrow()).get(3).trim();
            var password =
                    Files.readString(data.resolve("secrets/postgres.password")).trim();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/slipway", "slipway", password);
        }
    }

    private static String basic(String name) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static String after(List<String> given, String option, String otherwise) {
        var at = given.lastIndexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    private static void cleanUp(Server server, Path folder) {
        try {
            server.stop();
            new ProcessBuilder("rm", "-rf", folder.resolve("data").toString())
                    .start()
                    .waitFor();
        } catch (Exception e) {
            say("cannot clean up " + folder + ": " + e);
        }
    }

    private static void say(String text) {
        System.err.println("bench: " + text);
    }
}
