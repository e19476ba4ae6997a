package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kernel's control groups, in one of their two versions, from where this process is.
sealed interface GroupTree permits SplitTree, UnifiedTree {

    /// In microseconds: what a limit of processors is a share of.
    int PERIOD = 100_000;

    /// @param root where they are mounted
    /// @param self what the kernel says about this process
    static GroupTree of(Path root, Path self) {
        return Files.exists(root.resolve("cgroup.controllers"))
                ? new UnifiedTree(root, self)
                : new SplitTree(root, self);
    }

    /// The folders that groups are made in.
    List<Path> parents();

    /// Made, with limits; there already: as it is.
    ///
    /// @return the folders to enter
    /// @throws IOException when this process may not, or the kernel cannot
    List<Path> make(String name, BuildSettings limits) throws IOException;

    /// How often the kernel ended a process for its memory: of this group, or of the one of this process.
    ///
    /// @param name empty for the own one
    long kills(String name);

    /// In bytes, what holds for this process already; empty for no limit.
    OptionalLong memory();

    /// Of `name value` lines.
    static OptionalLong value(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static void write(Path group, String file, long value) throws IOException {
        Files.writeString(group.resolve(file), String.valueOf(value));
    }

    /// What not every kernel has.
    static void writeWhere(Path group, String file, String value) {
        try {
            Files.writeString(group.resolve(file), value);
        } catch (IOException absent) {
            Logger log = LoggerFactory.getLogger(GroupTree.class);
            log.debug("{} of {} cannot be set: {}", file, group, absent.getMessage());
        }
    }
}
