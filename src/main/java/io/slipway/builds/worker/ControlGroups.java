package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Limits on memory, processes and processors, by the kernel's control groups of either version.
///
/// Where this process may make none, as in most containers, builds live under its own limit of memory: then there is
/// one at a time, and the kernel ends a build before it ends this program.
@Component
class ControlGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);

    private final BuildSettings settings;
    private final GroupTree tree;

    /// Of this data folder: other instances on the machine have groups of their own.
    private final String prefix;

    /// How often the kernel had ended something when a build without a group began.
    private final Map<String, Long> kills = new ConcurrentHashMap<>();

    /// There are no groups. Whoever asks for this builder by its name has it even where nothing is limited.
    private volatile boolean shared;

    @Autowired
    ControlGroups(BuildSettings settings) {
        this(settings, GroupTree.of(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup")));
    }

    ControlGroups(BuildSettings settings, GroupTree tree) {
        this.settings = settings;
        this.tree = tree;
        this.prefix = "slipway-build-" + Integer.toHexString(settings.folder().hashCode()) + "-";
    }

    /// Why there are no limits, for the administrator.
    Optional<String> obstacle() {
        String probe = prefix + "probe-" + ProcessHandle.current().pid();
        try {
            tree.make(probe, settings);
            shared = false;
            return Optional.empty();
        } catch (IOException e) {
            shared = true;
            String why = e instanceof AccessDeniedException ? "permission denied: " + e.getMessage() : e.getMessage();
            return withoutGroups("no control group can be made (" + why + ")");
        } finally {
            existing(probe).forEach(ControlGroups::end);
        }
    }

    private Optional<String> withoutGroups(String why) {
        if (tree.memory().isEmpty()) {
            return Optional.of(why + ", and this process has no limit of memory that builds could share:"
                    + " they would have none");
        }
        return settings.parallel() == 1
                ? Optional.empty()
                : Optional.of(why + "; builds can share the limit of memory of this process, but only one at a time:"
                        + " slipway.builds.parallel=1");
    }

    /// Made, with the limits of the settings; there already: as it is.
    ///
    /// @return the folders to enter; none where a build shares the limits of this process
    List<Path> make(String name) throws IOException {
        if (shared) {
            kills.putIfAbsent(name, tree.kills(""));
            return List.of();
        }
        return tree.make(prefix + name, settings);
    }

    /// How many a build may have where no group counts them.
    OptionalInt processes() {
        return shared ? OptionalInt.of(settings.processes()) : OptionalInt.empty();
    }

    /// In bytes, what a build may use.
    long memory() {
        long own = settings.memory().toBytes();
        return shared ? tree.memory().orElse(own) : own;
    }

    /// Whether the kernel ended a process of it for its memory.
    boolean ranOutOfMemory(String name) {
        Long before = kills.get(name);
        return before == null ? tree.kills(prefix + name) > 0 : tree.kills("") > before;
    }

    /// Ends what is left in it, and it.
    void end(String name) {
        kills.remove(name);
        existing(prefix + name).forEach(ControlGroups::end);
    }

    /// All that an earlier process left behind.
    void endAll() {
        for (Path parent : tree.parents()) {
            try (var groups = Files.newDirectoryStream(parent, prefix + "*")) {
                groups.forEach(ControlGroups::end);
            } catch (IOException e) {
                LOG.warn("control groups of earlier builds cannot be looked for: {}", e.getMessage());
            }
        }
    }

    private static void end(Path group) {
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
        return tree.parents().stream()
                .map(parent -> parent.resolve(name))
                .filter(Files::isDirectory)
                .toList();
    }
}
