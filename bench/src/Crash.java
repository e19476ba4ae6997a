import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Kills the server again and again while everything goes on at once; see `bench/crash --help`.
final class Crash {

    public static void main(String[] arguments) throws Exception {
        var given = Arrays.asList(arguments);
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "crash");
        var lease = Soak.option(given, "--lease", "2s");
        var server = Soak.server(given, folder, lease);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Soak.cleanUp(server, folder)));
        boolean good;
        try (var answers = new Answers(Path.of("bench/out/crash.tsv"))) {
            good = new Crash(server, answers, Long.parseLong(Soak.option(given, "--seed", "" + System.nanoTime())))
                    .run(Integer.parseInt(Soak.option(given, "--points", "10")), !lease.equals("0s"));
        }
        System.exit(good ? 0 : 1);
    }

    private static final int WORKERS = 6;

    private final Server server;
    private final Answers answers;
    private final Random random;
    private final Pace pace = new Pace(200);
    private final List<SoakWorker> workers = new ArrayList<>();
    private SoakTrash trash;
    private volatile boolean over;
    private long slowest;

    private Crash(Server server, Answers answers, long seed) {
        this.server = server;
        this.answers = answers;
        System.out.println("--seed " + seed);
        random = new Random(seed);
    }

    private boolean run(int points, boolean leases) throws Exception {
        server.start();
        for (int point = 0; point <= points; point++) {
            try (var database = new Database(server)) {
                prepare(database, leases);
                round(point < points ? 500 + random.nextInt(4_500) : 5_000, point < points);
                if (point == points) {
                    workers.forEach(this::verify);
                    var laws = new Laws(server, database, answers);
                    laws.rest(120);
                    laws.check();
                    laws.log();
                    return judge(points, database);
                }
            }
            var took = server.start().toMillis();
            slowest = Math.max(slowest, took);
            workers.forEach(this::verify);
            System.out.printf("point %d: ready after %d ms, broken: %s%n", point + 1, took, answers.broken());
        }
        return false;
    }

    private void prepare(Database database, boolean leases) throws IOException {
        if (trash != null) {
            trash.use(database);
            return;
        }
        trash = new SoakTrash(database, new SoakClient(server, answers, pace, random));
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new SoakWorker(i, leases, Soak.client(server, answers, pace, i), trash));
        }
        trash.prepare();
    }

    /// All workers until the server dies.
    private void round(int millis, boolean dies) throws Exception {
        over = false;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var worker : workers) {
                running.add(executor.submit(() -> {
                    worker.run(() -> over, failure -> {
                        if (!dies) {
                            answers.broken("every request is answered", "" + failure);
                        }
                        over = true;
                    });
                    return null;
                }));
            }
            Thread.sleep(millis);
            if (dies) {
                server.kill();
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
            } catch (IOException e) {
                answers.broken("every request is answered", "" + e);
            }
        }
    }

    private boolean judge(int points, Database database) throws Exception {
        System.out.print(answers.table());
        System.out.printf(
                "killed %d times: %d requests in %d actions; collected %d manifests, %d links, %d blobs, %d repositories, "
                        + "%d objects; ready again after at most %d ms; %d images kept and whole%n",
                points,
                answers.count(),
                workers.stream().mapToInt(SoakWorker::actions).sum(),
                database.collected("manifests"),
                database.collected("links"),
                database.collected("blobs"),
                database.collected("repositories"),
                database.collected("objects"),
                slowest,
                workers.stream().mapToInt(worker -> worker.kept().size()).sum());
        var faults = server.fsck();
        answers.check(faults.isEmpty(), "fsck finds nothing", faults);
        System.out.println(answers.broken().isEmpty() ? "All laws held." : "Broken: " + answers.broken());
        return answers.broken().isEmpty();
    }
}
