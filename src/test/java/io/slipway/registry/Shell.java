package io.slipway.registry;

import io.slipway.Application;
import io.slipway.testing.Classpath;
import io.slipway.testing.TestDatabase;
import io.slipway.work.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs commands as from a shell, with these settings.
record Shell(List<String> settings) {

    private static final String MASTER_KEY = "c2xpcHdheS10ZXN0cy1vbmx5LW1hc3Rlci1rZXktMzI=";

    /// @param bytes of standard output
    record Answer(int code, byte[] bytes, String progress) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /// With an embedded database there, or the server that has the folder.
    static Shell of(Path data) {
        return new Shell(List.of(
                "--slipway.data-dir=" + data,
                "--slipway.master-key=" + MASTER_KEY,
                "--slipway.storage.disk.reserve=0",
                "--slipway.builds.runner=none"));
    }

    /// With one role that owns the tables, and another one for the program.
    static Shell of(Path data, TestDatabase database) {
        return of(data).with(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + TestDatabase.PROGRAM,
                        "--spring.datasource.password=" + TestDatabase.PROGRAM,
                        "--spring.datasource.hikari.minimum-idle=0",
                        "--spring.flyway.user=" + database.username(),
                        "--spring.flyway.password=" + database.password());
    }

    Shell with(String... more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        return new Shell(all);
    }

    Answer run(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        all.addAll(settings);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        int code = CommandLine.run(
                Application.class,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        return new Answer(code, out.toByteArray(), progress.toString(StandardCharsets.UTF_8));
    }

    /// In a process of its own, which can be killed.
    Process start(String command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                Classpath.ofThisProcess(),
                Application.class.getName(),
                command));
        all.addAll(settings);
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// The program with these settings.
    ChildServer server(Path data) throws Exception {
        // what a child sets by itself
        String[] others = settings.stream()
                .filter(it -> !it.matches("--slipway\\.(data-dir|master-key|storage\\.disk\\.reserve)=.*"))
                .toArray(String[]::new);
        return ChildServer.start(data, others);
    }
}
