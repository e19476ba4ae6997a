import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What pushes and pulls feel of collection, and how long a large repository takes to go; see `bench/collection
/// --help`.
final class Collecting {

    private static final String MANY = "admin/many";

    public static void main(String[] arguments) throws Exception {
        var given = Arrays.asList(arguments);
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "collect");
        var server = Server.slipway(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                Soak.option(given, "--flags", ""),
                Path.of(Soak.option(given, "--jar", "target/run/slipway.jar")).toAbsolutePath(),
                Integer.parseInt(Soak.option(given, "--port", "0")));
        server.set("SLIPWAY_TRASH_WINDOW", "0s");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Soak.cleanUp(server, folder)));
        server.start();
        try (var database = new Database(server)) {
            var bench = new Collecting(server, database, Double.parseDouble(Soak.option(given, "--seconds", "5")));
            var part = Soak.option(given, "--part", "");
            if (!part.equals("repository")) {
                bench.blobs(Integer.parseInt(Soak.option(given, "--pairs", "6")));
            }
            if (!part.equals("blobs")) {
                bench.repository();
            }
        }
        System.exit(0);
    }

    private final Server server;
    private final Database database;
    private final double seconds;

    private Collecting(Server server, Database database, double seconds) {
        this.server = server;
        this.database = database;
        this.seconds = seconds;
    }

    private record Pair(String what, Load.Sample without, Load.Sample with) {}

    private void blobs(int pairs) throws Exception {
        new Data(server).fill(1, 1);
        pause(true);
        database.execute(Files.readString(Path.of("bench/src/collection/blobs.sql")));
        database.execute("VACUUM (ANALYZE)");
        var measured = new ArrayList<Pair>();
        var heap = new StringBuilder("heap after a collection of garbage, MiB: %.0f".formatted(heap()));
        for (int i = -1; i < pairs; i++) {
            for (var what : List.of("push 64 KiB", "pull 64 KiB")) {
                // who goes first changes
                var first = sample(what, i % 2 == 0);
                var second = sample(what, i % 2 != 0);
                if (i >= 0) {
                    measured.add(new Pair(what, i % 2 == 0 ? second : first, i % 2 == 0 ? first : second));
                }
            }
            heap.append(", %.0f".formatted(heap()));
        }
        System.out.println(
                "| what | alone, a second | beside collection | ratio | p99 ms | p99 ms beside |\n|---|---|---|---|---|---|");
        for (var what : List.of("push 64 KiB", "pull 64 KiB")) {
            var of = measured.stream().filter(pair -> pair.what().equals(what)).toList();
            System.out.printf(
                    "| %s | %.0f | %.0f | %.2f | %.1f | %.1f |%n",
                    what,
                    median(of.stream().map(pair -> pair.without().rate()).toList()),
                    median(of.stream().map(pair -> pair.with().rate()).toList()),
                    median(of.stream()
                            .map(pair -> pair.with().rate() / pair.without().rate())
                            .toList()),
                    median(of.stream().map(pair -> pair.without().p99()).toList()),
                    median(of.stream().map(pair -> pair.with().p99()).toList()));
        }
        System.out.println("collected beside them: " + database.collected("blobs") + " blobs");
        rest(heap);
    }

    private void rest(StringBuilder heap) throws Exception {
        pause(false);
        long before = database.collected("blobs");
        var start = System.nanoTime();
        while (database.number("SELECT count(*) FROM content.link_review WHERE due_at <= now()") > 0) {
            Thread.sleep(1_000);
        }
        var took = (System.nanoTime() - start) / 1e9;
        long after = database.collected("blobs");
        System.out.printf(
                "the rest alone: %d blobs in %.0f s, %.0f a second%n", after - before, took, (after - before) / took);
        System.out.println(heap.append(", %.0f in the end".formatted(heap())));
    }

    private Load.Sample sample(String what, boolean collecting) throws Exception {
        var task = what.startsWith("push")
                ? Scenario.push(64 << 10, (int) (seconds * 2_500), false)
                : Scenario.pull(server, 64 << 10, Integer.MAX_VALUE);
        pause(!collecting);
        // it looks for work every two seconds
        Thread.sleep(2_500);
        return new Load(8, seconds, task).run(server, false, server.bearer(Data.SCOPE));
    }

    private void pause(boolean paused) throws Exception {
        database.execute("UPDATE gc.state SET paused_at = " + (paused ? "now()" : "NULL"));
    }

    private void repository() throws Exception {
        try (var http = new Http(server.port, false, server.basic())) {
            var body = "{\"name\":\"%s\"}".formatted(MANY).getBytes(StandardCharsets.UTF_8);
            http.send("POST", "/api/v1/repositories", "application/json", body).expect(201);
            database.execute(Files.readString(Path.of("bench/src/tags/large.sql")));
            database.execute("VACUUM (ANALYZE)");
            long id = database.number("SELECT id FROM content.repository WHERE name = '" + MANY + "'");
            var start = System.nanoTime();
            var answer = http.send("DELETE", "/api/v1/repositories/" + MANY, "", new byte[0]);
            var told = (System.nanoTime() - start) / 1e6;
            if (answer.status() == 404) {
                database.execute("UPDATE content.repository SET deleted_at = now() WHERE id = " + id);
            }
            while (database.number("SELECT count(*) FROM content.repository WHERE id = " + id) > 0) {
                Thread.sleep(100);
            }
            System.out.printf(
                    "a repository of 100,000 tags: answered %d after %.0f ms, gone with all rows after %.1f s%n",
                    answer.status(), told, (System.nanoTime() - start) / 1e9);
        }
    }

    private double heap() throws Exception {
        jcmd("GC.run");
        var used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
        double sum = 0;
        // young and old generation; what follows are classes
        for (int i = 0; i < 2 && used.find(); i++) {
            sum += Double.parseDouble(used.group(1)) / 1024;
        }
        return sum;
    }

    private String jcmd(String command) throws Exception {
        var jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        var process = new ProcessBuilder(jcmd, "" + server.pid(), command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double median(List<Double> values) {
        return Load.median(values);
    }
}
