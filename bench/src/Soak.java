import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Everything at once against collection, for as long as asked; see `bench/soak --help`.
final class Soak {

    public static void main(String[] arguments) throws Exception {
        var given = Arrays.asList(arguments);
        var lease = option(given, "--lease", "2s");
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "soak");
        var server = server(given, folder, lease);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(server, folder)));
        boolean good;
        try (var answers = new Answers(Path.of("bench/out/soak-" + lease + ".tsv"))) {
            System.out.printf(
                    "ready after %d ms, leases of %s%n", server.start().toMillis(), lease);
            good = new Soak(server, answers, lease)
                    .run(
                            Double.parseDouble(option(given, "--minutes", "10")),
                            Integer.parseInt(option(given, "--workers", "6")),
                            new Pace(Double.parseDouble(option(given, "--rate", "60"))));
        }
        System.exit(good ? 0 : 1);
    }

    private final Server server;
    private final Answers answers;
    private final String lease;
    private volatile boolean over;

    private Soak(Server server, Answers answers, String lease) {
        this.server = server;
        this.answers = answers;
        this.lease = lease;
    }

    static Server server(List<String> given, Path folder, String lease) {
        var server = Server.slipway(
                folder,
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                option(given, "--flags", ""),
                Path.of(option(given, "--jar", "target/run/slipway.jar")).toAbsolutePath(),
                Integer.parseInt(option(given, "--port", "0")));
        server.set("SLIPWAY_GC_GRACE", lease);
        server.set("SLIPWAY_GC_SWEEP_DELAY", "0s");
        server.set("SLIPWAY_GC_UNTAGGED", "0s");
        server.set("SLIPWAY_TRASH_WINDOW", "2s");
        return server;
    }

    static SoakClient client(Server server, Answers answers, Pace pace, int number) {
        var scopes = new ArrayList<String>();
        for (int i = 0; i < SoakWorker.REPOSITORIES; i++) {
            scopes.add("repository:" + SoakWorker.repository(i) + ":pull,push,delete");
        }
        scopes.add("repository:admin/gone-" + number + ":pull,push,delete");
        return new SoakClient(server, answers, pace, new Random(number), scopes.toArray(String[]::new));
    }

    private boolean run(double minutes, int count, Pace pace) throws Exception {
        try (var database = new Database(server);
                var api = new SoakClient(server, answers, pace, new Random(99))) {
            var trash = new SoakTrash(database, api);
            var workers = new ArrayList<SoakWorker>();
            for (int i = 0; i < count; i++) {
                workers.add(new SoakWorker(i, !lease.equals("0s"), client(server, answers, pace, i), trash));
            }
            trash.prepare();
            var first = client(server, answers, pace, 0);
            for (int i = 0; i < SoakWorker.REPOSITORIES; i++) {
                first.bring(SoakWorker.repository(i), SoakWorker.repository(0), Piece.hot(0));
            }
            var start = System.nanoTime();
            long before = database.collections();
            work(workers, minutes, database);
            var hours = (System.nanoTime() - start) / 3.6e12;
            long collections = database.collections() - before;
            workers.forEach(this::verify);
            var laws = new Laws(server, database, answers);
            laws.rest(60);
            laws.check();
            laws.log();
            return judge(workers, database, hours, collections);
        }
    }

    private void work(List<SoakWorker> workers, double minutes, Database database) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var worker : workers) {
                running.add(executor.submit(() -> {
                    worker.run(() -> over, failure -> answers.broken("every request is answered", "" + failure));
                    return null;
                }));
            }
            var end = System.nanoTime() + (long) (minutes * 60e9);
            while (System.nanoTime() < end) {
                Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 60_000));
                System.out.printf(
                        "%d requests, %d collections, %d objects deleted, broken: %s%n",
                        answers.count(), database.collections(), database.collected("objects"), answers.broken());
            }
            over = true;
            for (var future : running) {
                future.get();
            }
        }
    }

    private void verify(SoakWorker worker) {
        for (var image : worker.kept()) {
            try {
                worker.pull(image, true);
                worker.pull(image, false);
            } catch (IOException e) {
                answers.broken("every request is answered", "" + e);
            }
        }
    }

    private boolean judge(List<SoakWorker> workers, Database database, double hours, long collections)
            throws Exception {
        System.out.print(answers.table());
        System.out.printf(
                "leases of %s, %.1f minutes: %d requests (%.0f an hour) in %d actions; %d collections (%.0f an hour): "
                        + "%d manifests, %d links, %d blobs, %d repositories, %d uploads, %d objects deleted; %d manifests put "
                        + "within the lease of their blobs; %d images kept and whole%n",
                lease,
                hours * 60,
                answers.count(),
                answers.count() / hours,
                workers.stream().mapToInt(SoakWorker::actions).sum(),
                collections,
                collections / hours,
                database.collected("manifests"),
                database.collected("links"),
                database.collected("blobs"),
                database.collected("repositories"),
                database.collected("uploads"),
                database.collected("objects"),
                workers.stream().mapToInt(SoakWorker::strict).sum(),
                workers.stream().mapToInt(worker -> worker.kept().size()).sum());
        var faults = server.fsck();
        answers.check(faults.isEmpty(), "fsck finds nothing", faults);
        System.out.println(answers.broken().isEmpty() ? "All laws held." : "Broken: " + answers.broken());
        return answers.broken().isEmpty();
    }

    static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    static void cleanUp(Server server, Path folder) {
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
