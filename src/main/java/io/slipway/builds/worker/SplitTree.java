package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The first version: a tree for each controller.
final class SplitTree implements GroupTree {

    /// The kernel's word for no limit is this, less a part of a page.
    private static final long NO_LIMIT = Long.MAX_VALUE - 65_536;

    private final Path root;
    private final Path self;

    SplitTree(Path root, Path self) {
        this.root = root;
        this.self = self;
    }

    @Override
    public List<Path> parents() {
        List<Path> parents = new ArrayList<>();
        for (String controller : List.of("memory", "pids", "cpu")) {
            try {
                parents.add(parent(controller));
            } catch (IOException absent) {
                // a kernel without it: nothing was made there
            }
        }
        return parents;
    }

    @Override
    public List<Path> make(String name, BuildSettings limits) throws IOException {
        Path pids = parent("pids").resolve(name);
        Path memory = Files.createDirectories(parent("memory").resolve(name));
        GroupTree.write(memory, "memory.limit_in_bytes", limits.memory().toBytes());
        GroupTree.writeWhere(
                memory,
                "memory.memsw.limit_in_bytes",
                String.valueOf(limits.memory().toBytes()));
        GroupTree.write(Files.createDirectories(pids), "pids.max", limits.processes());
        List<Path> made = new ArrayList<>(List.of(memory, pids));
        if (limits.cpu().signum() > 0) {
            Path cpu = Files.createDirectories(parent("cpu").resolve(name));
            long quota = limits.cpu().multiply(BigDecimal.valueOf(PERIOD)).longValue();
            GroupTree.writeWhere(cpu, "cpu.cfs_period_us", String.valueOf(PERIOD));
            GroupTree.writeWhere(cpu, "cpu.cfs_quota_us", String.valueOf(quota));
            made.add(cpu);
        }
        return made;
    }

    @Override
    public long kills(String name) {
        try {
            return GroupTree.value(parent("memory").resolve(name).resolve("memory.oom_control"), "oom_kill")
                    .orElse(0);
        } catch (IOException absent) {
            return 0;
        }
    }

    @Override
    public OptionalLong memory() {
        try {
            OptionalLong limit = GroupTree.value(parent("memory").resolve("memory.stat"), "hierarchical_memory_limit");
            return limit.orElse(NO_LIMIT) < NO_LIMIT ? limit : OptionalLong.empty();
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
    }

    /// Where this process itself is: `4:memory:/some/place`. A container sees its own group as the root.
    private Path parent(String controller) throws IOException {
        for (String line : Files.readAllLines(self)) {
            String[] parts = line.split(":", 3);
            if (List.of(parts[1].split(",")).contains(controller)) {
                Path top = root.resolve(controller);
                Path here = top.resolve(parts[2].substring(1)).normalize();
                return here.startsWith(top) && Files.isDirectory(here) ? here : top;
            }
        }
        throw new IOException("the controller " + controller + " is missing");
    }
}
