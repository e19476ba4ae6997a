import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Permission decisions before and after the site grows, and the times of refusals; see `bench/permissions --help`.
final class Permissions {

    private static final String PASSWORD = "a password for the bench";
    private static final int LOGINS = 200;
    private static final String APP = "org0/app";
    private static final String MISSING = "org0/gap";
    private static final String MANIFEST = "/v2/%s/manifests/latest";

    private interface Call {
        void run(Http http) throws IOException;
    }

    private final Server server;
    private final double seconds;
    private final int samples;
    private final int hashed;
    private final String part;
    private final StringBuilder report = new StringBuilder();

    private Permissions(Server server, double seconds, int samples, int hashed, String part) {
        this.server = server;
        this.hashed = hashed;
        this.part = part;
        this.seconds = seconds;
        this.samples = samples;
    }

    public static void main(String[] arguments) throws Exception {
        var given = List.of(arguments);
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "permissions");
        var server = Server.slipway(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                after(given, "--flags", ""),
                Path.of(after(given, "--jar", "target/run/slipway.jar")).toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(server, folder)));
        say("starting");
        server.start();
        var seconds = Double.parseDouble(after(given, "--seconds", "4"));
        var samples = Integer.parseInt(after(given, "--samples", "3000"));
        var hashed = Integer.parseInt(after(given, "--hashed", String.valueOf(samples / 10)));
        new Permissions(server, seconds, samples, hashed, after(given, "--part", "")).run();
    }

    private void run() throws Exception {
        try (var database = connect()) {
            people();
            execute(database, "small.sql");
            push();
            execute(database, "grant.sql");
            if (wants("decisions")) {
                decisions(database);
            }
            if (wants("refusals")) {
                refusals(database);
            }
            if (wants("sign-ins")) {
                logins();
            }
        }
        Files.writeString(Path.of("bench/out/permissions.md"), report);
        System.out.println(report);
    }

    private boolean wants(String what) {
        return part.isEmpty() || part.equals(what);
    }

    private void decisions(Connection database) throws Exception {
        say("measuring with one organisation");
        settle(database);
        measure(seconds * 2);
        var before = measure(seconds);
        say("filling 1,000 organisations × 100 repositories × 20 teams");
        execute(database, "large.sql");
        var grants = count(database, "access.grant");
        say("measuring with " + grants + " grants");
        settle(database);
        measure(seconds);
        var after = measure(seconds);
        report.append("| what | 1 organisation | 1,000 × 100 × 20 (%,d grants) | ratio |\n|---|---|---|---|\n"
                .formatted(grants));
        before.forEach((what, sample) -> report.append("| %s | %,.0f/s | %,.0f/s | %.2f× |\n"
                .formatted(
                        what,
                        sample.rate(),
                        after.get(what).rate(),
                        after.get(what).rate() / sample.rate())));
    }

    private Map<String, Load.Sample> measure(double time) throws Exception {
        var member = basic("member", PASSWORD);
        var ten = new StringBuilder("/token?service=bench");
        for (int i = 0; i < 10; i++) {
            ten.append("&scope=repository:org0/" + (i == 0 ? "app" : "r" + i) + ":pull,push");
        }
        var calls = new LinkedHashMap<String, Load.Sample>();
        calls.put("token for one scope, member of teams", load(time, member, token(APP), 200));
        calls.put("token for ten scopes, member of teams", load(time, member, ten.toString(), 200));
        calls.put("token for one scope, stranger", load(time, basic("stranger", PASSWORD), token(APP), 200));
        calls.put("pull of a manifest with Basic", load(time, member, MANIFEST.formatted(APP), 200));
        calls.put(
                "pull of a manifest with a token",
                load(time, bearer(member, token(APP)), MANIFEST.formatted(APP), 200));
        return calls;
    }

    private Load.Sample load(double time, String authorization, String path, int status) throws Exception {
        return new Load(8, time, http -> {
                    http.get(path).expect(status);
                    return true;
                })
                .run(server, false, authorization);
    }

    /// In turns, so that whatever else happens on the machine happens to both.
    private void refusals(Connection database) throws Exception {
        report.append("\n| refusal | median ms | other median ms | difference |\n|---|---|---|---|\n");
        var stranger = basic("stranger", PASSWORD);
        say("comparing refusals");
        compare(
                "pull with Basic: denied, missing",
                samples,
                stranger,
                path(MANIFEST.formatted(APP), 404),
                path(MANIFEST.formatted(MISSING), 404));
        compare("token: denied, missing", samples, stranger, path(token(APP), 200), path(token(MISSING), 200));
        compare(
                "API: denied, missing",
                samples,
                stranger,
                path("/api/v1/repositories/" + APP, 404),
                path("/api/v1/repositories/" + MISSING, 404));
        compare("token: known, unknown user", hashed, "", wrong("member", database), wrong("nobody", database));
    }

    private void compare(String what, int count, String authorization, Call one, Call other) throws Exception {
        var times = new double[2][count];
        try (var http = new Http(server.port, false, authorization)) {
            for (int i = -count / 10; i < count; i++) {
                // who goes first changes
                for (int turn = 0; turn < 2; turn++) {
                    var which = (turn + i & 1) == 0 ? 0 : 1;
                    var start = System.nanoTime();
                    (which == 0 ? one : other).run(http);
                    if (i >= 0) {
                        times[which][i] = (System.nanoTime() - start) / 1e6;
                    }
                }
            }
        }
        var a = median(times[0]);
        var b = median(times[1]);
        report.append("| %s (%,d each) | %.3f | %.3f | %+.1f %% |\n".formatted(what, count, a, b, (b / a - 1) * 100));
    }

    /// Pulls with a token while so many people sign in at once for the first time: as many passwords are hashed, and
    /// each of them is right, so that nobody is held up.
    private void logins() throws Exception {
        say("pulling beside sign-ins");
        var bearer = bearer(basic("member", PASSWORD), token(APP));
        // until compilers are done
        load(20, bearer, MANIFEST.formatted(APP), 200);
        var quiet = load(seconds * 2, bearer, MANIFEST.formatted(APP), 200);
        var done = new AtomicInteger();
        var start = System.nanoTime();
        Load.Sample busy;
        int meanwhile;
        double took;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LOGINS; i++) {
                var authorization = basic("person" + i, PASSWORD);
                threads.submit(() -> {
                    try (var http = new Http(server.port, true, authorization)) {
                        http.get(token(APP)).expect(200);
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
            busy = load(seconds * 2, bearer, MANIFEST.formatted(APP), 200);
            meanwhile = done.get();
            threads.shutdown();
            threads.awaitTermination(2, TimeUnit.MINUTES);
            took = (System.nanoTime() - start) / 1e9;
        }
        report.append(("\n| pulls of a manifest, 8 at once | a second | median ms | p99 ms |\n|---|---|---|---|\n"
                        + "| alone | %,.0f | %.2f | %.1f |\n| beside %d sign-ins at once | %,.0f | %.2f | %.1f |\n\n"
                        + "%d of %d had signed in when the pulls ended after %.0f s, %d after %.0f s.\n")
                .formatted(
                        quiet.rate(),
                        quiet.p50(),
                        quiet.p99(),
                        LOGINS,
                        busy.rate(),
                        busy.p50(),
                        busy.p99(),
                        meanwhile,
                        LOGINS,
                        busy.seconds(),
                        done.get(),
                        took));
    }

    private static Call path(String path, int status) {
        return http -> http.get(path).expect(status);
    }

    /// Each with another password, since the same one within a minute is not hashed again. The counters of wrong ones
    /// are emptied beforehand, or all but the first would be held up.
    private Call wrong(String name, Connection database) {
        return ignored -> {
            synchronized (database) {
                try (var statement = database.createStatement()) {
                    statement.execute("DELETE FROM work.counter");
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
            try (var http = new Http(server.port, false, basic(name, "wrong " + System.nanoTime()))) {
                http.get(token(APP)).expect(401);
            }
        };
    }

    private void people() throws IOException {
        try (var http = new Http(server.port, false, server.basic())) {
            var names = new ArrayList<>(List.of("member", "stranger"));
            for (int i = 0; i < LOGINS; i++) {
                names.add("person" + i);
            }
            for (var name : names) {
                var body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
                http.send("POST", "/api/v1/users", "application/json", body.getBytes(StandardCharsets.UTF_8))
                        .expect(201);
            }
        }
    }

    private void push() throws IOException {
        var config = Blob.ofSize(1500);
        var manifest = Data.manifest(config, List.of(config)).getBytes(StandardCharsets.UTF_8);
        try (var http = new Http(server.port, false, server.basic())) {
            Scenario.pushBlob(http, APP, config, false);
            http.send("PUT", MANIFEST.formatted(APP), Data.MANIFEST_TYPE, manifest)
                    .expect(201);
        }
    }

    private Connection connect() throws IOException, SQLException {
        var data = server.folder.resolve("data");
        try (var files = Files.find(data, 5, (path, _) -> path.endsWith("postmaster.pid"))) {
            var port =
                    Files.readAllLines(files.findFirst().orElseThrow()).get(3).trim();
            var password =
                    Files.readString(data.resolve("secrets/postgres.password")).trim();
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/slipway", "slipway", password);
        }
    }

    /// What autovacuum would do within some minutes, in the middle of a measurement.
    private static void settle(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static void execute(Connection database, String file) throws IOException, SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(Files.readString(Path.of("bench/src/permissions", file)));
        }
    }

    private static long count(Connection database, String table) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String bearer(String authorization, String path) throws IOException {
        try (var http = new Http(server.port, true, authorization)) {
            return "Bearer " + http.get(path).expect(200).text().replaceFirst(".*?\"token\":\"([^\"]+)\".*", "$1");
        }
    }

    private static String token(String repository) {
        return "/token?service=bench&scope=repository:" + repository + ":pull,push";
    }

    private static String basic(String name, String password) {
        var pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static String after(List<String> given, String option, String otherwise) {
        var at = given.lastIndexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    private static void cleanUp(Server server, Path folder) {
        try {
            server.stop();
            new ProcessBuilder(new ArrayList<>(
                            List.of("rm", "-rf", folder.resolve("data").toString())))
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
