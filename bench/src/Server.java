import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One of the two servers: its process, its folder, and what it takes to be allowed in.
final class Server {

    private static final String PASSWORD = "a password for the bench";
    private static final Pattern TOKEN = Pattern.compile("\"(?:access_)?token\"\\s*:\\s*\"([^\"]+)\"");

    final String name;
    final boolean isSlipway;
    final Path folder;
    final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;
    private List<Long> postmaster = List.of();
    private volatile int starts;

    private Server(
            String name,
            Path folder,
            int port,
            boolean isSlipway,
            List<String> command,
            Map<String, String> environment) {
        this.name = name;
        this.port = port == 0 ? freePort() : port;
        this.folder = folder;
        this.isSlipway = isSlipway;
        this.command = new ArrayList<>(command);
        this.environment = environment;
    }

    static Server slipway(Path folder, String java, String flags, Path jar) {
        return slipway(folder, java, flags, jar, 0);
    }

    /// @param port any free one for 0
    static Server slipway(Path folder, String java, String flags, Path jar, int port) {
        var command = new ArrayList<>(List.of(java));
        command.addAll(List.of(flags.trim().split("\\s+")));
        command.addAll(List.of("-jar", jar.toString()));
        var server = new Server("Slipway", folder, port, true, command, new java.util.HashMap<>());
        server.environment.put("SLIPWAY_DATA_DIR", folder.resolve("data").toString());
        server.environment.put("SLIPWAY_ADMIN_PASSWORD", PASSWORD);
        server.environment.put("SERVER_PORT", "" + server.port);
        server.environment.put("MANAGEMENT_SERVER_PORT", "" + freePort());
        return server;
    }

    static Server reference(String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        var server = new Server(name, folder, 0, false, List.of("docker-registry", "serve"), Map.of());
        var settings = """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  filesystem: {rootdirectory: "%s"}
                  cache: {blobdescriptor: inmemory}
                  delete: {enabled: true}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("data"), server.port);
        server.command.add(
                Files.writeString(folder.resolve("settings.yml"), settings).toString());
        return server;
    }

    /// A setting, by the name of its environment variable.
    void set(String name, String value) {
        environment.put(name, value);
    }

    /// From the start of the process to the first good answer.
    Duration start() throws Exception {
        Files.createDirectories(folder);
        var log = folder.resolve("log").toFile();
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        var started = System.nanoTime();
        process = builder.start();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - started > 300e9) {
                stop();
                throw new IllegalStateException(name + " does not start:\n" + Files.readString(log.toPath()));
            }
            Thread.sleep(10);
        }
        var took = Duration.ofNanos(System.nanoTime() - started);
        postmaster = findPostmaster();
        starts++;
        return took;
    }

    /// A connection of an earlier start died with it.
    int starts() {
        return starts;
    }

    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /// What a check of database and store says, once the server is stopped; empty when nothing is wrong.
    String fsck() throws IOException, InterruptedException {
        stop();
        var whole = new ArrayList<>(command);
        whole.addAll(List.of("fsck", "--deep"));
        var builder = new ProcessBuilder(whole).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var check = builder.start();
        var text = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(text);
        return check.waitFor() == 0 ? "" : text;
    }

    long pid() {
        return process.pid();
    }

    /// As `kill -9`: the database goes on by itself.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private boolean isReady() {
        try (var http = new Http(port, true, "")) {
            return http.get(isSlipway ? "/readyz" : "/").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /// A header for these scopes; empty where the server asks for none.
    String bearer(String... scopes) throws IOException {
        if (!isSlipway) {
            return "";
        }
        var query = java.util.Arrays.stream(scopes)
                .map(scope -> "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        try (var http = new Http(port, true, basic())) {
            var answer = http.get("/token?service=127.0.0.1" + query).expect(200);
            var token = TOKEN.matcher(answer.text());
            if (!token.find()) {
                throw new IllegalStateException("No token in " + answer.text());
            }
            return "Bearer " + token.group(1);
        }
    }

    String basic() {
        var pair = ("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return isSlipway ? "Basic " + Base64.getEncoder().encodeToString(pair) : "";
    }

    /// CPU time spent so far, in milliseconds: the program and, apart from it, the database.
    record Cpu(double program, double database) {

        Cpu minus(Cpu before) {
            return new Cpu(program - before.program, database - before.database);
        }
    }

    Cpu cpu() {
        // those of the postmaster's children that have ended count with the postmaster
        var database = postmaster.stream().mapToDouble(pid -> ticks(pid, 17)).sum()
                + backends().stream().mapToDouble(pid -> ticks(pid, 15)).sum();
        return new Cpu(ticks(process.pid(), 15) * 10, database * 10);
    }

    /// Resident memory in MiB; `VmHWM` is the highest since the last call of forgetPeak.
    double memory(String field) {
        return field(Path.of("/proc/" + process.pid() + "/status"), field);
    }

    void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), "5");
    }

    /// Shared pages are counted once.
    double databaseMemory() {
        var pids = new ArrayList<>(backends());
        pids.addAll(postmaster);
        return pids.stream()
                .mapToDouble(pid -> field(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss"))
                .sum();
    }

    /// Frees the disk and the page cache of big blobs that nobody will ask for again.
    void dropFilesLargerThan(long size) throws IOException {
        // the folder of blobs only: beside it are the files of PostgreSQL
        try (var files = Files.walk(folder.resolve(isSlipway ? "data/blobs" : "data/docker/registry/v2/blobs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > size) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<Long> findPostmaster() throws IOException {
        if (!isSlipway) {
            return List.of();
        }
        try (var files = Files.find(folder, 6, (path, _) -> path.endsWith("postmaster.pid"))) {
            return files.map(Server::firstLine).map(Long::valueOf).toList();
        }
    }

    private List<Long> backends() {
        return postmaster.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
    }

    /// Clock ticks of /proc/PID/stat from field 14 to the given one; 0 when the process is gone.
    private static double ticks(long pid, int last) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double sum = 0;
            for (int field = 14; field <= last; field++) {
                sum += Long.parseLong(fields[field - 3]);
            }
            return sum;
        } catch (IOException e) {
            return 0;
        }
    }

    private static double field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).getFirst().trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
