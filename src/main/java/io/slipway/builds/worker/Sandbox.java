package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Runs commands of builds in name spaces of their own: they see no file, no process and no network of this machine
/// but what they are given (an [Outlet] where they need one), and all of them end with the first.
///
/// The script beside this class says how. It runs as the build user; where Slipway is root, it becomes that one first.
@Component
public class Sandbox {

    /// How the script ends by itself.
    static final int PROGRAM_GONE = 241;

    static final int DISK_FULL = 242;

    private final BuildSettings settings;
    private final ControlGroups groups;
    private final String script;
    private final String network;
    private final String guide;

    Sandbox(BuildSettings settings, ControlGroups groups) {
        this.settings = settings;
        this.groups = groups;
        this.script = script("sandbox.sh");
        this.network = script("network.sh");
        this.guide = script("guide.pl");
    }

    /// @param name of the control group: of one build
    Process start(String name, SandboxRun run) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(run));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("SANDBOX_SCRIPT", script);
        environment.put("SANDBOX_OWN_NETWORK", network);
        environment.put("SANDBOX_USER", settings.user());
        environment.put("SANDBOX_WORK", run.work().toString());
        environment.put("SANDBOX_STORE", run.store().toString());
        environment.put(
                "SANDBOX_ROOT",
                Files.createDirectories(run.work().resolve("root")).toString());
        environment.put("SANDBOX_NETWORK", run.network().name().toLowerCase(Locale.ROOT));
        environment.put("SANDBOX_DISK", String.valueOf(settings.disk().toBytes()));
        environment.put("SANDBOX_OUTLET", run.outlet().map(Path::toString).orElse(""));
        environment.put("SANDBOX_GUIDE", run.outlet().isPresent() ? guide : "");
        environment.put(
                "SANDBOX_GROUPS", groups.make(name).stream().map(Path::toString).collect(Collectors.joining(" ")));
        environment.put(
                "SANDBOX_PROCESSES",
                groups.processes().stream().mapToObj(String::valueOf).collect(Collectors.joining()));
        environment.putAll(run.environment());
        Process process = builder.redirectErrorStream(true).start();
        // stays open for as long as this program lives: its end is the end of the command
        OutputStream input = process.getOutputStream();
        input.write(secrets(run.secrets()).getBytes(US_ASCII));
        input.flush();
        return process;
    }

    /// Ends whatever is left and waits for it.
    void end(String name) {
        groups.end(name);
    }

    /// What earlier processes left.
    void endAll() {
        groups.endAll();
    }

    boolean ranOutOfMemory(String name) {
        return groups.ranOutOfMemory(name);
    }

    /// In bytes, what a build may use.
    long memory() {
        return groups.memory();
    }

    /// Also what belongs to other users of the name space.
    void delete(Path folder) {
        run(List.of("rm", "-rf", "--one-file-system", "--", folder.toString()));
    }

    /// In bytes; 0 for what is not there.
    long size(Path folder) {
        String said = run(List.of("du", "-sxB1", "--", folder.toString()));
        int end = said.indexOf('\t');
        return end <= 0 || !said.substring(0, end).chars().allMatch(Character::isDigit)
                ? 0
                : Long.parseLong(said.substring(0, end));
    }

    private static String run(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (!isRoot()) {
            whole.addAll(List.of("unshare", "-U", "--map-root-user", "--map-auto"));
        }
        whole.addAll(command);
        try {
            Process process = new ProcessBuilder(whole)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor(1, TimeUnit.MINUTES);
            return said;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    public static String script(String name) {
        try (InputStream in = Sandbox.class.getResourceAsStream("/builds/" + name)) {
            if (in == null) {
                throw new IllegalStateException("There is no script " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the script " + name, e);
        }
    }

    private List<String> command(SandboxRun run) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "-m", "--propagation", "private"));
        }
        command.addAll(List.of("bash", "-c", script, "sandbox", "outside"));
        command.addAll(run.command());
        return command;
    }

    private static String secrets(Map<String, String> secrets) {
        StringBuilder lines = new StringBuilder();
        secrets.forEach((name, value) -> lines.append(name)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(value.getBytes(UTF_8)))
                .append('\n'));
        return lines.append(".\n").toString();
    }
}
