package io.slipway.registry;

import io.slipway.testing.Classpath;
import io.slipway.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The whole program in a process of its own, which a test may kill, starve or cut off.
///
/// @param port where it answers
record ChildServer(Process process, int port, List<String> output) implements AutoCloseable {

    static final String ADMINISTRATOR = "admin";
    static final String PASSWORD = "correct-horse-battery";

    private static final Pattern READY = Pattern.compile(".*Tomcat started on port (\\d+).*");
    private static final String MASTER_KEY = "c2xpcHdheS10ZXN0cy1vbmx5LW1hc3Rlci1rZXktMzI=";

    /// With an embedded database in the data folder.
    static ChildServer start(Path data, String... options) throws Exception {
        boolean embedded = List.of(options).stream().noneMatch(option -> option.startsWith("--spring.datasource.url="));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // PostgreSQL's archive is unpacked with 64 MiB in one piece
                embedded ? "-Xmx192m" : "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        List.of(options).stream().filter(option -> option.startsWith("-D")).forEach(command::add);
        command.addAll(List.of(
                "-cp",
                Classpath.ofThisProcess(),
                "io.slipway.Application",
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.org.springframework.boot.tomcat=info",
                "--slipway.data-dir=" + data,
                "--slipway.master-key=" + MASTER_KEY,
                "--slipway.storage.disk.reserve=0",
                "--slipway.admin.password=" + PASSWORD));
        List.of(options).stream().filter(option -> option.startsWith("--")).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> follow(process.inputReader(), output, port));
        try {
            return new ChildServer(process, port.get(2, TimeUnit.MINUTES), output);
        } catch (TimeoutException slow) {
            process.destroyForcibly();
            throw new IllegalStateException("The child did not start:\n" + String.join("\n", output), slow);
        }
    }

    /// With this database, so that the next child with it goes on where this one ended.
    static ChildServer start(Path data, TestDatabase database, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.datasource.hikari.minimum-idle=0"));
        all.addAll(List.of(options));
        return start(data, all.toArray(String[]::new));
    }

    /// A repository with a fresh token for all actions.
    RepositoryClient repository(String name) {
        return RepositoryClient.of(client(), ADMINISTRATOR + "/" + name);
    }

    RegistryClient client() {
        return RegistryClient.on(port).basic(ADMINISTRATOR, PASSWORD);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// As a service manager stops it.
    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The child does not stop:\n" + String.join("\n", output));
        }
    }

    private static void follow(BufferedReader reader, List<String> output, CompletableFuture<Integer> port) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    port.complete(Integer.parseInt(ready.group(1)));
                }
            }
        } catch (IOException ended) {
            output.add(ended.toString());
        }
        port.completeExceptionally(new IllegalStateException("The child did not start:\n" + String.join("\n", output)));
    }
}
