import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Slipway and docker-registry side by side on one disk; `bench/run --help` tells the options.
final class Bench {

    private record Options(boolean quick, boolean noise, int rounds, String only, Path jar, String flags) {

        static Options of(String[] arguments) {
            var given = List.of(arguments);
            var quick = given.contains("--quick");
            return new Options(
                    quick,
                    given.contains("--noise"),
                    Integer.parseInt(after(given, "--rounds", quick ? "1" : "3")),
                    after(given, "--only", ""),
                    Path.of(after(given, "--jar", "target/run/slipway.jar")).toAbsolutePath(),
                    after(given, "--flags", ""));
        }

        private static String after(List<String> given, String option, String otherwise) {
            var at = given.lastIndexOf(option);
            return at < 0 ? otherwise : given.get(at + 1);
        }

        /// No further round begins that would end later.
        double seconds() {
            return quick ? 100 : 420;
        }

        double slice() {
            return quick ? 0.4 : 1.2;
        }
    }

    private final Options options;
    private final Server slipway;
    private final Server reference;
    private final Table table = new Table();
    private final long started = System.nanoTime();
    private boolean done;
    private int rounds;
    private double firstRound;

    private Bench(Options options, Path folder) throws IOException {
        this.options = options;
        this.slipway = options.noise()
                ? Server.reference("docker-registry, once more", folder.resolve("slipway"))
                : Server.slipway(
                        folder.resolve("slipway"),
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        options.flags(),
                        options.jar());
        this.reference = Server.reference("docker-registry", folder.resolve("reference"));
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        var folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("bench/out").toAbsolutePath()), "run");
        var bench = new Bench(options, folder);
        var cleanUp = new Thread(() -> bench.cleanUp(folder));
        Runtime.getRuntime().addShutdownHook(cleanUp);
        bench.run();
        var report = bench.heading() + "\n" + bench.table.markdown();
        Files.writeString(Path.of("bench/out/table.md"), report);
        System.out.println(report);
        say("%.0f s; the table is in bench/out/table.md".formatted(bench.elapsed()));
        bench.done = true;
    }

    private void run() throws Exception {
        measureStart();
        var idle = new double[] {slipway.memory("VmRSS"), slipway.databaseMemory(), reference.memory("VmRSS")};
        say("filling both: 10,000 tags, 5,000 repositories");
        new Data(slipway).fill(10_000, 5_000);
        new Data(reference).fill(10_000, 5_000);
        touchMemory(options.quick() ? 2 : 4);

        var scenarios = Scenario.all(options.quick() ? 1 : 2, options.slice()).stream()
                .filter(scenario -> scenario.name().contains(options.only()))
                .toList();
        double[] peakOfSmall = {0, 0}, peakOfBig = {0, 0};
        double database = 0;
        for (int round = 0; round <= options.rounds() && hasTimeFor(round); round++) {
            rounds = round;
            for (var scenario : scenarios) {
                slipway.forgetPeak();
                reference.forgetPeak();
                measure(scenario, round);
                var peak = scenario.megabytes() == 256 ? peakOfBig : peakOfSmall;
                peak[0] = Math.max(peak[0], slipway.memory("VmHWM"));
                peak[1] = Math.max(peak[1], reference.memory("VmHWM"));
                database = Math.max(database, slipway.databaseMemory());
            }
        }
        table.addPlain("resident memory, idle after the start", idle[0], idle[1], idle[2], "MiB");
        table.addPlain("highest while 256 MiB blobs move", peakOfBig[0], Double.NaN, peakOfBig[1], "MiB");
        table.addPlain("highest in all other rows", peakOfSmall[0], database, peakOfSmall[1], "MiB");
    }

    private boolean hasTimeFor(int round) {
        if (round == 1) {
            firstRound = elapsed();
        }
        return round <= 1 || elapsed() + (elapsed() - firstRound) / (round - 1) < options.seconds();
    }

    private double elapsed() {
        return (System.nanoTime() - started) / 1e9;
    }

    /// Round 0 warms both up and is not told. Who goes first changes from round to round.
    private void measure(Scenario scenario, int round) throws Exception {
        say(round == 0 ? "warm up: " + scenario.name() : "round " + round + ": " + scenario.name());
        for (var close : round == 0 ? List.of(false) : List.of(false, true)) {
            Load.Sample ours;
            Load.Sample theirs;
            if (round % 2 == 0) {
                theirs = measure(scenario, close, reference, round == 0);
                ours = measure(scenario, close, slipway, round == 0);
            } else {
                ours = measure(scenario, close, slipway, false);
                theirs = measure(scenario, close, reference, false);
            }
            if (round > 0) {
                table.add(scenario, close, ours, theirs);
            }
        }
        if (scenario.megabytes() >= 16) {
            slipway.dropFilesLargerThan(3 << 20);
            reference.dropFilesLargerThan(3 << 20);
        }
    }

    private Load.Sample measure(Scenario scenario, boolean close, Server server, boolean warmUp) throws Exception {
        var task = scenario.preparation().prepare(server);
        // what takes seconds each is bounded by its number, not by the clock
        var seconds = scenario.megabytes() >= 16 ? 120 : warmUp ? options.slice() * 0.75 : options.slice();
        try {
            return new Load(scenario.workers(), seconds, task).run(server, close, server.bearer(Data.SCOPES));
        } catch (Exception e) {
            throw new IllegalStateException(scenario.name() + " fails on " + server.name + ", see its log", e);
        }
    }

    /// The first start of Slipway makes its database; the others find it.
    private void measureStart() throws Exception {
        say("starting both, " + (options.quick() ? 2 : 4) + " times");
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (int time = 0; time < (options.quick() ? 2 : 4); time++) {
            slipway.stop();
            reference.stop();
            ours.add((double) slipway.start().toMillis());
            theirs.add((double) reference.start().toMillis());
        }
        table.addPlain("first start to ready", ours.removeFirst(), Double.NaN, theirs.removeFirst(), "ms");
        table.addPlain("later starts to ready", Load.median(ours), Double.NaN, Load.median(theirs), "ms");
        Thread.sleep(2_000);
    }

    /// On a virtual machine the first touch of a page of memory costs more than most of what is measured here.
    private void touchMemory(int gigabytes) throws IOException {
        say("touching " + gigabytes + " GiB of memory");
        var file = reference.folder.resolve("touch");
        try (var out = Files.newOutputStream(file)) {
            var block = new byte[1 << 20];
            for (int megabyte = 0; megabyte < gigabytes << 10; megabyte++) {
                out.write(block);
            }
        }
        Files.delete(file);
    }

    private String heading() throws IOException {
        var processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*:\\s*", ""))
                .findFirst()
                .orElse("unknown processor");
        return """
                %s, %d × %s, Linux %s, JDK %s with `%s`, reference %s%s.
                Medians of %d interleaved round%s; the client shares the processors with the servers.
                A ratio above 1 means that Slipway is faster.
                """.formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        System.getProperty("os.version"),
                        System.getProperty("java.runtime.version"),
                        options.flags().replaceAll(" -X(X:AOTCache|log:aot)\\S*", ""),
                        version(),
                        options.noise() ? " **against itself**: what differs here is noise" : "",
                        rounds,
                        rounds == 1 ? "" : "s");
    }

    private static String version() throws IOException {
        var process = new ProcessBuilder("docker-registry", "--version")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes()).trim();
    }

    private void cleanUp(Path folder) {
        try {
            slipway.stop();
            reference.stop();
            // the logs tell why a run failed
            var toDelete =
                    done ? List.of(folder) : List.of(slipway.folder.resolve("data"), reference.folder.resolve("data"));
            var command = new ArrayList<>(List.of("rm", "-rf"));
            toDelete.forEach(path -> command.add(path.toString()));
            new ProcessBuilder(command).start().waitFor();
        } catch (Exception e) {
            say("cannot clean up " + folder + ": " + e);
        }
    }

    private static void say(String text) {
        System.err.println("bench: " + text);
    }
}
