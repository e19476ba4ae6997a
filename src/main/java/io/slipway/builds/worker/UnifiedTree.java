package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The second version: one tree. A group has processes or hands controllers down, never both: so whoever is in the
/// group of this process moves into a leaf first.
final class UnifiedTree implements GroupTree {

    /// The leaf.
    private static final String MAIN = "slipway-main";

    private static final Set<String> NEEDED = Set.of("memory", "pids");
    private static final int ATTEMPTS = 20;

    private final Path root;
    private final Path self;

    UnifiedTree(Path root, Path self) {
        this.root = root;
        this.self = self;
    }

    @Override
    public List<Path> parents() {
        try {
            return List.of(parent());
        } catch (IOException absent) {
            return List.of();
        }
    }

    @Override
    public List<Path> make(String name, BuildSettings limits) throws IOException {
        Path parent = parent();
        handDown(parent);
        Path group = Files.createDirectories(parent.resolve(name));
        GroupTree.write(group, "memory.max", limits.memory().toBytes());
        GroupTree.writeWhere(group, "memory.swap.max", "0");
        GroupTree.write(group, "pids.max", limits.processes());
        if (limits.cpu().signum() > 0) {
            long quota = limits.cpu().multiply(BigDecimal.valueOf(PERIOD)).longValue();
            GroupTree.writeWhere(group, "cpu.max", quota + " " + PERIOD);
        }
        return List.of(group);
    }

    @Override
    public long kills(String name) {
        return parents().stream()
                .map(parent -> GroupTree.value(parent.resolve(name).resolve("memory.events"), "oom_kill"))
                .mapToLong(count -> count.orElse(0))
                .sum();
    }

    /// The least of all groups above.
    @Override
    public OptionalLong memory() {
        OptionalLong least = OptionalLong.empty();
        try {
            for (Path group = own(); group.startsWith(root); group = group.resolveSibling("")) {
                OptionalLong limit = limit(group);
                if (limit.isPresent() && limit.getAsLong() < least.orElse(Long.MAX_VALUE)) {
                    least = limit;
                }
                if (group.equals(root)) {
                    break;
                }
            }
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
        return least;
    }

    private static OptionalLong limit(Path group) {
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readString(group.resolve("memory.max")).strip()));
        } catch (IOException | NumberFormatException none) {
            // the topmost has no such file, and the others may say "max"
            return OptionalLong.empty();
        }
    }

    private synchronized void handDown(Path parent) throws IOException {
        if (words(parent, "cgroup.subtree_control").containsAll(NEEDED)) {
            return;
        }
        Set<String> there = words(parent, "cgroup.controllers");
        Optional<String> missing =
                NEEDED.stream().filter(each -> !there.contains(each)).findFirst();
        if (missing.isPresent()) {
            throw new IOException("the controller " + missing.get() + " is not handed down to " + parent);
        }
        for (int attempt = 0; ; attempt++) {
            leave(parent);
            try {
                Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory +pids");
                break;
            } catch (IOException busy) {
                // a process may have begun meanwhile
                if (attempt >= ATTEMPTS) {
                    throw busy;
                }
            }
        }
        GroupTree.writeWhere(parent, "cgroup.subtree_control", "+cpu");
    }

    /// The topmost group of all, which has no type, may have both.
    private void leave(Path parent) throws IOException {
        List<Long> processes = Files.readAllLines(parent.resolve("cgroup.procs")).stream()
                .map(Long::parseLong)
                .toList();
        if (processes.isEmpty() || !Files.exists(parent.resolve("cgroup.type"))) {
            return;
        }
        if (!parent.equals(root) && Sandbox.isRoot() && !processes.stream().allMatch(UnifiedTree::isOurs)) {
            throw new IOException("other programs run in " + parent + ", too");
        }
        Path leaf = Files.createDirectories(parent.resolve(MAIN));
        for (long process : processes) {
            try {
                GroupTree.write(leaf, "cgroup.procs", process);
            } catch (IOException e) {
                if (ProcessHandle.of(process).isPresent()) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOurs(long process) {
        long own = ProcessHandle.current().pid();
        Optional<ProcessHandle> at = ProcessHandle.of(process);
        while (at.isPresent() && at.get().pid() != own) {
            at = at.get().parent();
        }
        return at.isPresent();
    }

    private Path parent() throws IOException {
        Path own = own();
        return own.endsWith(MAIN) && !own.equals(root) ? own.resolveSibling("") : own;
    }

    /// Where this process is: `0::/some/place`. A container sees its own group as the root.
    private Path own() throws IOException {
        for (String line : Files.readAllLines(self)) {
            if (line.startsWith("0::/")) {
                Path here = root.resolve(line.substring(4)).normalize();
                return here.startsWith(root) && Files.isDirectory(here) ? here : root;
            }
        }
        throw new IOException("this process is in no control group");
    }

    private static Set<String> words(Path group, String file) throws IOException {
        return new HashSet<>(
                List.of(Files.readString(group.resolve(file)).strip().split(" ")));
    }
}
