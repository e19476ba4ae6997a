package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Files as the kernel lays them out; where this machine has control groups, [BuildAttacksHttpTest] meets their limits.
@Tag("F11")
class ControlGroupsTest {

    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @Test
    void movesItselfAsideBeforeItHandsControllersDown() throws IOException {
        Path unit = unit("memory pids cpu", "");

        List<Path> made = groups(2, "0::/system.slice/slipway.service").make("7-1");

        assertThat(unit.resolve("slipway-main/cgroup.procs")).hasContent(String.valueOf(OWN));
        assertThat(unit.resolve("cgroup.subtree_control")).hasContent("+cpu");
        assertThat(made).singleElement().satisfies(group -> {
            assertThat(group).hasParent(unit);
            assertThat(group.resolve("memory.max")).hasContent(String.valueOf(300L << 20));
            assertThat(group.resolve("memory.swap.max")).hasContent("0");
            assertThat(group.resolve("pids.max")).hasContent("100");
            assertThat(group.resolve("cpu.max")).hasContent("150000 100000");
        });
    }

    @Test
    void makesGroupsBesideTheLeafItIsInAlready() throws IOException {
        Path unit = unit("memory pids", "memory pids");
        Files.createDirectories(unit.resolve("slipway-main"));

        List<Path> made =
                groups(2, "0::/system.slice/slipway.service/slipway-main").make("7-1");

        assertThat(made).singleElement().satisfies(group -> assertThat(group).hasParent(unit));
        assertThat(unit.resolve("slipway-main/cgroup.procs")).doesNotExist();
    }

    @Test
    void saysWhichControllerIsMissing() throws IOException {
        unit("cpu pids", "");

        ControlGroups groups = groups(2, "0::/system.slice/slipway.service");

        assertThatThrownBy(() -> groups.make("7-1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the controller memory is not handed down to");
        assertThat(groups.obstacle())
                .hasValueSatisfying(text -> assertThat(text).contains("no limit of memory that builds could share"));
    }

    @Test
    void sharesTheLeastLimitAboveWithOneBuildAtATime() throws IOException {
        Path unit = unit("cpu", "");
        Files.writeString(unit.resolve("memory.max"), "max\n");
        Files.writeString(unit.resolveSibling("memory.max"), "500000000\n");
        Files.writeString(unit.resolve("memory.events"), "oom 3\noom_kill 3\n");

        ControlGroups two = groups(2, "0::/system.slice/slipway.service");
        ControlGroups one = groups(1, "0::/system.slice/slipway.service");

        assertThat(two.obstacle()).hasValueSatisfying(text -> assertThat(text).contains("slipway.builds.parallel=1"));
        assertThat(one.obstacle()).isEmpty();
        assertThat(one.make("7-1")).isEmpty();
        assertThat(one.memory()).isEqualTo(500_000_000);
        assertThat(one.processes()).hasValue(100);
        assertThat(one.ranOutOfMemory("7-1")).isFalse();
        Files.writeString(unit.resolve("memory.events"), "oom 4\noom_kill 4\n");
        assertThat(one.ranOutOfMemory("7-1")).isTrue();
    }

    @Test
    void takesTheLimitOfItsContainerInTheFirstVersionToo() throws IOException {
        Path memory = Files.createDirectories(folder.resolve("memory"));
        Files.writeString(memory.resolve("memory.stat"), "cache 1\nhierarchical_memory_limit 400000000\n");

        ControlGroups groups = groups(1, "4:memory:/docker/abc\n8:cpu:/docker/abc");

        assertThat(groups.obstacle()).isEmpty();
        assertThat(groups.memory()).isEqualTo(400_000_000);
        Files.writeString(memory.resolve("memory.stat"), "hierarchical_memory_limit 9223372036854771712\n");
        assertThat(groups.obstacle()).isPresent();
    }

    private Path unit(String controllers, String handedDown) throws IOException {
        Path unit = Files.createDirectories(folder.resolve("system.slice/slipway.service"));
        Files.writeString(folder.resolve("cgroup.controllers"), "memory pids cpu\n");
        Files.writeString(unit.resolve("cgroup.type"), "domain\n");
        Files.writeString(unit.resolve("cgroup.controllers"), controllers + "\n");
        Files.writeString(unit.resolve("cgroup.subtree_control"), handedDown + "\n");
        Files.writeString(unit.resolve("cgroup.procs"), OWN + "\n");
        return unit;
    }

    private ControlGroups groups(int parallel, String self) throws IOException {
        BuildSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "slipway.builds.parallel",
                        parallel,
                        "slipway.builds.cpu",
                        "1.5",
                        "slipway.builds.memory",
                        "300MB",
                        "slipway.builds.processes",
                        100,
                        "slipway.builds.folder",
                        folder)))
                .bindOrCreate("slipway.builds", BuildSettings.class);
        return new ControlGroups(
                settings, GroupTree.of(folder, Files.writeString(folder.resolve("self"), self + "\n")));
    }
}
