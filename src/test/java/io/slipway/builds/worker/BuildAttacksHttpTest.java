package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSettings;
import io.slipway.content.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Dockerfiles that want more than to be built, really run.
class BuildAttacksHttpTest extends BuildHttpBase {

    private static final String SHELL = """
            FROM scratch
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            """;

    @Autowired
    BuildSettings settings;

    private Path canary;

    @BeforeEach
    void putCanary() throws IOException {
        Path open = Files.createDirectory(Path.of("/tmp", "canary-" + UUID.randomUUID()));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        canary = Files.writeString(open.resolve("canary"), "tweet");
        Files.setPosixFilePermissions(canary, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(canary).hasContent("tweet");
        Files.delete(canary);
        Files.delete(canary.getParent());
        // what was killed is a row of the kernel's until init has looked at it
        await().atMost(Duration.ofSeconds(2))
                .until(() -> ProcessHandle.allProcesses().noneMatch(this::isOfABuild));
        try (var running = Files.list(settings.folder().resolve("running"))) {
            assertThat(running).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "/etc/passwd", "sub/../..", "link/passwd", "passwd", ".git/config", "no"})
    @Tag("F8")
    void findsNoDockerfileOutsideOfTheCheckout(String path) {
        Repository repository = repository();
        Map<String, String> files = Map.of("Dockerfile", SHELL, "link", "->/etc", "passwd", "->/etc/passwd");
        Ended ended = build(repository, files, new BuildPlan(path, ".", "", "", Map.of(), true, false));
        assertThat(ended.reason()).as(ended.detail()).isEqualTo("PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/etc", "link", "sub/../..", ".git"})
    @Tag("F8")
    void findsNoContextOutsideOfTheCheckout(String path) {
        Repository repository = repository();
        Map<String, String> files = Map.of("Dockerfile", SHELL, "link", "->/etc");
        Ended ended = build(repository, files, new BuildPlan("Dockerfile", path, "", "", Map.of(), true, false));
        assertThat(ended.reason()).as(ended.detail()).isEqualTo("PATH");
    }

    @Test
    @Tag("F9")
    void neitherReadsNorWritesFilesOfTheMachine() {
        String mounted = runs("""
                RUN --mount=type=bind,source=link,target=/x,rw ls -laR /x; cat /x/canary; echo dead > /x/canary; true
                """);
        assertThat(mounted).doesNotContain("tweet");
        assertThat(runs("COPY link/canary /x\nRUN cat /x")).doesNotContain("tweet");
        assertThat(runs("COPY link /x\nRUN cat /x/canary; true")).doesNotContain("tweet");
        assertThat(runs("""
                RUN --mount=type=bind,from=scratch,source=../../../../../../tmp,target=/x find /x -name canary | xargs cat; true
                """)).doesNotContain("tweet");
        assertThat(runs("WORKDIR /proc/self/fd/7\nRUN ls -la ../../../../tmp; cat ../../../.." + canary + "; true"))
                .doesNotContain("tweet");
        assertThat(runs("RUN mount -t tmpfs none /mnt && echo mou''nted; mknod /d b 8 0 && echo ma''de; true"))
                .doesNotContain("\nmounted", "\nmade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--security=insecure", "--network=host", "--device=/dev/kmsg"})
    @Tag("F9")
    void refusesWhatWouldOpenTheSandbox(String flag) {
        Repository repository = repository();
        Ended ended = build(repository, Map.of("Dockerfile", SHELL + "RUN " + flag + " true"), PLAN);
        assertThat(ended.reason()).isEqualTo("DOCKERFILE");
        assertThat(ended.detail()).contains(flag);
    }

    @Test
    @Tag("F9")
    @Tag("F10")
    void reachesNothingFromInside() {
        String database =
                jdbc.sql("SELECT inet_server_port()::TEXT").query(String.class).single();
        String log = runs("""
                RUN for p in %s %d 5001; do nc -w 2 127.0.0.1 $p < /dev/null && echo op''en $p; done; ls /sys/class/net; true
                RUN nc -w 2 169.254.169.254 80 < /dev/null && echo op''en; nc -w 2 1.1.1.1 443 < /dev/null && echo op''en; true
                RUN ps; env; cat /proc/*/environ | tr '\\0' '\\n'; ls /run /secrets /store; true
                """.formatted(database, port));
        assertThat(log)
                .contains("\nlo\n")
                .doesNotContain("\nopen", "eth0", "slb_", "SANDBOX", "auth.json", "buildah --root");
        Repository repository = repository();
        Ended ended =
                build(repository, Map.of("Dockerfile", "FROM scratch\nADD http://169.254.169.254/latest /x\n"), PLAN);
        assertThat(ended.reason()).isEqualTo("STEP");
    }

    @Test
    @Tag("F11")
    void limitsProcesses() {
        String log = runs("RUN f() { f | f & }; f; sleep 3; true");
        assertThat(log).contains("an't fork");
        assertThat(runs("RUN echo no''rmal")).contains("normal");
    }

    @Test
    @Tag("F11")
    void limitsMemory() {
        Ended ended = build(
                repository(), Map.of("Dockerfile", SHELL + "RUN awk 'BEGIN { s = \"x\"; while (1) s = s s }'"), PLAN);
        assertThat(ended.reason()).as(ended.detail()).isEqualTo("MEMORY");
    }

    @Test
    @Tag("F11")
    void limitsDisk() {
        Ended ended = build(
                repository(),
                Map.of(
                        "Dockerfile",
                        SHELL
                                + "RUN i=0; while [ $i -lt 40 ]; do i=$((i+1)); dd if=/dev/zero of=/f$i bs=1M count=50; sleep 1; done"),
                PLAN);
        assertThat(ended.reason()).as(ended.detail()).isEqualTo("DISK");
    }

    @Test
    @Tag("F11")
    void limitsTheLog() {
        Repository repository = repository();
        Ended ended = build(repository, Map.of("Dockerfile", SHELL + "RUN yes"), PLAN);
        assertThat(ended.reason()).isEqualTo("LOG_LIMIT");
        assertThat(log(repository, 1).length()).isBetween(150_000, 300_000);
    }

    @Test
    @Tag("F11")
    void limitsTime() {
        Ended ended = build(repository(), Map.of("Dockerfile", SHELL + "RUN sleep 3600"), PLAN);
        assertThat(ended.state()).isEqualTo("TIMED_OUT");
        assertThat(ended.reason()).isEqualTo("TIME");
    }

    @Test
    @Tag("F11")
    void keepsCachesOfRepositoriesApart() {
        Repository one = repository();
        Repository two = repository();
        String put = SHELL + "RUN --mount=type=cache,target=/c ls /c; echo yes > /c/been-here\n";
        String look = SHELL + "RUN --mount=type=cache,target=/c ls /c | sed 's/^/fo''und /'; echo %s\n";
        assertThat(build(one, Map.of("Dockerfile", put), PLAN).state()).isEqualTo("SUCCEEDED");
        assertThat(build(two, Map.of("Dockerfile", look.formatted("a")), PLAN).state())
                .isEqualTo("SUCCEEDED");
        assertThat(log(two, 1)).doesNotContain("found been-here");
        assertThat(build(one, Map.of("Dockerfile", look.formatted("b")), PLAN).state())
                .isEqualTo("SUCCEEDED");
        assertThat(log(one, 2)).contains("found been-here");
    }

    /// Of this program: others on the machine may build, too.
    private boolean isOfABuild(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cgroup"))
                    .contains("slipway-build-"
                            + Integer.toHexString(settings.folder().hashCode()));
        } catch (IOException gone) {
            return false;
        }
    }

    /// Whatever became of it.
    ///
    /// @return its log
    private String runs(String instructions) {
        Repository repository = repository();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("Dockerfile", SHELL + instructions);
        files.put("link", "->" + canary.getParent());
        build(repository, files, PLAN);
        return log(repository, 1);
    }
}
