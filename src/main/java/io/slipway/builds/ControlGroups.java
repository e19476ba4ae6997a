package io.slipway.builds;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Limits on memory, processes and processors, by the kernel's control groups of either version.
@Component
class ControlGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int PERIOD = 100_000;

    private final BuildSettings settings;

    /// Of this data folder: other instances on the machine have groups of their own.
    private final String prefix;

    ControlGroups(BuildSettings settings) {
        this.settings = settings;
        this.prefix = "slipway-build-" + Integer.toHexString(settings.folder().hashCode()) + "-";
    }

    /// Why there are none, for the administrator.
    Optional<String> obstacle() {
        String probe = "probe-" + ProcessHandle.current().pid();
        try {
            make(probe);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no control group can be made (" + e.getMessage()
                    + "): builds would have no limit of memory and processes");
        } finally {
            end(probe);
        }
    }

    /// Made, with the limits of the settings; there already: as it is.
    ///
    /// @return the folders to enter
    List<Path> make(String name) throws IOException {
        List<Path> made = new ArrayList<>();
        if (isUnified()) {
            Path parent = parent("");
            Path group = parent.resolve(prefix + name);
            enable(parent);
            Files.createDirectories(group);
            write(group, "memory.max", settings.memory().toBytes());
            writeWhere(group, "memory.swap.max", "0");
            write(group, "pids.max", settings.processes());
            if (settings.cpu().signum() > 0) {
                writeWhere(group, "cpu.max", quota() + " " + PERIOD);
            }
            made.add(group);
        } else {
            Path memory = Files.createDirectories(parent("memory").resolve(prefix + name));
            write(memory, "memory.limit_in_bytes", settings.memory().toBytes());
            writeWhere(
                    memory,
                    "memory.memsw.limit_in_bytes",
                    String.valueOf(settings.memory().toBytes()));
            Path pids = Files.createDirectories(parent("pids").resolve(prefix + name));
            write(pids, "pids.max", settings.processes());
            made.addAll(List.of(memory, pids));
            if (settings.cpu().signum() > 0) {
                Path cpu = Files.createDirectories(parent("cpu").resolve(prefix + name));
                writeWhere(cpu, "cpu.cfs_period_us", String.valueOf(PERIOD));
                writeWhere(cpu, "cpu.cfs_quota_us", String.valueOf(quota()));
                made.add(cpu);
            }
        }
        return made;
    }

    /// How often the kernel ended a process of it for its memory.
    boolean ranOutOfMemory(String name) {
        try {
            Path file = isUnified()
                    ? parent("").resolve(prefix + name).resolve("memory.events")
                    : parent("memory").resolve(prefix + name).resolve("memory.oom_control");
            return Files.readAllLines(file).stream()
                    .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
        } catch (IOException e) {
            return false;
        }
    }

    /// Ends what is left in it, and it.
    void end(String name) {
        for (Path group : existing(prefix + name)) {
            end(group);
        }
    }

    /// All that an earlier process left behind.
    void endAll() {
        for (Path parent : parents()) {
            try (var groups = Files.newDirectoryStream(parent, prefix + "*")) {
                groups.forEach(this::end);
            } catch (IOException e) {
                LOG.warn("control groups of earlier builds cannot be looked for: {}", e.getMessage());
            }
        }
    }

    private void end(Path group) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
                }
                Files.deleteIfExists(group);
                return;
            } catch (IOException busy) {
                pause();
            }
        }
        LOG.warn("the control group {} cannot be removed", group);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> existing(String name) {
        return parents().stream()
                .map(parent -> parent.resolve(name))
                .filter(Files::isDirectory)
                .toList();
    }

    private List<Path> parents() {
        List<Path> parents = new ArrayList<>();
        for (String controller : isUnified() ? List.of("") : List.of("memory", "pids", "cpu")) {
            try {
                parents.add(parent(controller));
            } catch (IOException absent) {
                LOG.debug("no control groups for {}", controller);
            }
        }
        return parents;
    }

    private static boolean isUnified() {
        return Files.exists(ROOT.resolve("cgroup.controllers"));
    }

    /// Where this process itself is: `4:memory:/some/place`, or `0::/some/place`.
    private static Path parent(String controller) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (List.of(parts[1].split(",")).contains(controller)) {
                Path here = ROOT.resolve(controller).resolve(parts[2].substring(1));
                return Files.isDirectory(here) ? here : ROOT.resolve(controller);
            }
        }
        throw new IOException("the controller " + controller + " is missing");
    }

    private static void enable(Path parent) {
        writeWhere(parent, "cgroup.subtree_control", "+memory +pids");
        writeWhere(parent, "cgroup.subtree_control", "+cpu");
    }

    private long quota() {
        return settings.cpu().multiply(BigDecimal.valueOf(PERIOD)).longValue();
    }

    private static void write(Path group, String file, long value) throws IOException {
        Files.writeString(group.resolve(file), String.valueOf(value));
    }

    /// What not every kernel has.
    private static void writeWhere(Path group, String file, String value) {
        try {
            Files.writeString(group.resolve(file), value);
        } catch (IOException absent) {
            LOG.debug("{} of {} cannot be set: {}", file, group, absent.getMessage());
        }
    }
}
