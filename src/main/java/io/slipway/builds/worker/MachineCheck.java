package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What this machine lacks to build on it.
@Component
class MachineCheck {

    private static final List<String> TOOLS = List.of(
            "buildah",
            "runc",
            "git",
            "awk",
            "bash",
            "perl",
            "unshare",
            "setpriv",
            "prlimit",
            "pivot_root",
            "newuidmap",
            "newgidmap");
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin"),
            Path.of("/usr/sbin"),
            Path.of("/bin"),
            Path.of("/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/local/sbin"));

    private enum Step {
        USERS("user name spaces are not allowed on this machine, or in this container", "-U", "true"),
        IDS(
                "the commands newuidmap and newgidmap may not map ids: they need their setuid bits, or in a container"
                        + " file capabilities, and the container the capabilities SETUID and SETGID",
                "-U",
                "--map-root-user",
                "--map-auto",
                "true"),
        MOUNTS(
                "nothing can be mounted in a user name space: a security module forbids it",
                "-U",
                "--map-root-user",
                "--map-auto",
                "-m",
                "mount",
                "-t",
                "tmpfs",
                "none",
                "/mnt"),
        SYSTEM(
                "/proc or /sys cannot be mounted anew: this container masks parts of them",
                "-U",
                "--map-root-user",
                "--map-auto",
                "-m",
                "-p",
                "-n",
                "-f",
                "sh",
                "-c",
                "mount -t proc proc /proc && mount -t sysfs -o ro none /mnt");

        private final String failure;
        private final List<String> command;

        Step(String failure, String... command) {
            this.failure = failure;
            this.command =
                    Stream.concat(Stream.of("unshare"), Stream.of(command)).toList();
        }
    }

    private final BuildSettings settings;
    private final ControlGroups groups;

    MachineCheck(BuildSettings settings, ControlGroups groups) {
        this.settings = settings;
        this.groups = groups;
    }

    List<String> obstacles() {
        List<String> missing = new ArrayList<>();
        TOOLS.stream()
                .filter(tool -> !isInstalled(tool))
                .forEach(tool -> missing.add("the command " + tool + " is not installed"));
        if (settings.network() == BuildSettings.Network.OPEN) {
            Stream.of("slirp4netns", "ip")
                    .filter(tool -> !isInstalled(tool))
                    .forEach(tool -> missing.add("the command " + tool + " is not installed, which a network needs"));
            // root makes one of its own
            if (!Sandbox.isRoot() && !Files.isWritable(Path.of("/dev/net/tun"))) {
                missing.add("/dev/net/tun cannot be opened, which a network needs");
            }
        }
        String user = Sandbox.isRoot() ? settings.user() : System.getProperty("user.name");
        if (!isListed(Path.of("/etc/passwd"), user)) {
            missing.add("there is no user " + user + " to build as: useradd --system " + user);
        } else if (!isListed(Path.of("/etc/subuid"), user) || !isListed(Path.of("/etc/subgid"), user)) {
            missing.add("the user " + user + " has no subordinate ids: usermod --add-subuids 200000-265535"
                    + " --add-subgids 200000-265535 " + user);
        }
        groups.obstacle().ifPresent(missing::add);
        if (missing.isEmpty()) {
            nameSpaces().ifPresent(missing::add);
        }
        return missing;
    }

    private static boolean isInstalled(String tool) {
        return PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(tool)));
    }

    private static boolean isListed(Path file, String user) {
        try {
            return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith(user + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    /// One step after the other, as the sandbox goes them: the first that fails says what is missing.
    private Optional<String> nameSpaces() {
        for (Step step : Step.values()) {
            List<String> command = new ArrayList<>();
            if (Sandbox.isRoot()) {
                command.addAll(
                        List.of("setpriv", "--reuid", settings.user(), "--regid", settings.user(), "--clear-groups"));
            }
            command.addAll(step.command);
            try {
                Process process = new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                boolean works = process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
                process.destroyForcibly();
                if (!works) {
                    return Optional.of(step.failure);
                }
            } catch (IOException e) {
                return Optional.of("user name spaces cannot be tried: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the check was interrupted");
            }
        }
        return Optional.empty();
    }
}
