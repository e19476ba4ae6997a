package io.slipway.builds.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.worker.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script of a build's pod, with a program in the place of buildah that writes down what it is told.
class PodScriptTest {

    private record Ended(int code, String said, String result, List<String> told) {}

    @TempDir
    Path folder;

    private Path source;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeThePod() throws IOException {
        source = Files.createDirectories(folder.resolve("work/source"));
        Files.writeString(folder.resolve("work/commit"), "0123\nFirst\nAnn\n");
        Files.createDirectories(folder.resolve("store"));
        Files.createDirectories(folder.resolve("secrets"));
        Path buildah = Files.createDirectories(folder.resolve("bin")).resolve("buildah");
        Files.writeString(buildah, "#!/bin/bash\nprintf '%s\\n' \"$*\" >> '" + folder.resolve("told") + "'\n");
        assertThat(buildah.toFile().setExecutable(true)).isTrue();
        environment.putAll(Map.of(
                "POD_DOCKERFILE", "Dockerfile",
                "POD_CONTEXT", ".",
                "POD_TARGET", "",
                "POD_TEST_TARGET", "check",
                "POD_SOURCE", "https://git.example.org/app",
                "POD_CREATED", "2027-01-01T00:00:00Z",
                "POD_REPOSITORY", "acme/app",
                "POD_TAGS", "latest 1.0"));
        environment.putAll(Map.of(
                "POD_REGISTRY", "slipway.svc:5000",
                "POD_REGISTRY_NAMES", "registry.example.org slipway.svc:5000",
                "POD_VERIFY", "false",
                "POD_PLAIN", "true",
                "POD_SHORT_NAMES", "",
                "POD_PROCESSES", "512",
                "POD_NETWORK", "none",
                "POD_ARGUMENTS", "2",
                "POD_ARGUMENT_1", "BASE=acme/base:2",
                "POD_ARGUMENT_2", "EVIL=$(touch x); `id` \"'\nsecond"));
        environment.put("POD_BUILD_SECRETS", "1");
        environment.put("POD_BUILD_SECRET_1", "api.key");
    }

    @Test
    void clonesIntoTheVolumeOfThePod() throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("Dockerfile"), "FROM scratch\n");
        git(repository, "init", "-q", "-b", "main");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "Begin");
        Files.delete(source);
        environment.put("GIT_ALLOW_PROTOCOL", "file");

        Ended cloned = run(
                "clone",
                "bash",
                "-c",
                Sandbox.script("clone.sh"),
                "clone",
                repository.toUri().toString(),
                "refs/heads/main",
                "",
                "false");

        assertThat(cloned.code()).as(read("errors")).isZero();
        assertThat(source.resolve("Dockerfile")).hasContent("FROM scratch\n");
        assertThat(cloned.result()).matches("[0-9a-f]{40}\nBegin\nAnn\n");
    }

    @Test
    void pullsEveryImageThatTheDockerfileNeeds() throws Exception {
        Files.writeString(source.resolve("Dockerfile"), """
                # FROM commented/out
                ARG BASE=never/this
                ARG TAG="7"
                from --platform=linux/amd64 registry.example.org/${BASE} as First
                FROM registry.example.org/other:$TAG AS second
                FROM scratch
                COPY --from=first /a /a
                COPY --chown=1:1 --from=registry.example.org/tools:${MISSING:-3} /b /b
                RUN --mount=type=bind,from=registry.example.org/mounted,target=/m \\
                    true
                COPY --from=0 /c /c
                FROM FIRST
                """);
        Ended pulled = run("pull");
        assertThat(pulled.said()).isEqualTo("""
                pull registry.example.org/acme/base:2
                pull registry.example.org/other:7
                pull registry.example.org/tools:3
                pull registry.example.org/mounted
                """);
        assertThat(pulled.code()).isZero();
        assertThat(pulled.told()).hasSize(4).allMatch(line -> line.contains(" pull "));
        assertThat(folder.resolve("store/home/registries.conf"))
                .content()
                .contains("prefix = \"registry.example.org\"\nlocation = \"slipway.svc:5000\"\ninsecure = true");
    }

    @Test
    @Tag("F9")
    void refusesARunThatAsksForMore() throws Exception {
        for (String flag : List.of("--network=host", "--security=insecure", "--device=/dev/sda", "--NETWORK=none")) {
            Files.writeString(
                    source.resolve("Dockerfile"),
                    "FROM scratch\nRUN \\\n  --mount=type=cache,target=/c " + flag + " id\n");
            Ended refused = run("pull");
            assertThat(refused.code()).isEqualTo(31);
            assertThat(refused.result()).isEqualTo("no build gets what RUN " + flag + " asks for\n");
            assertThat(refused.told()).isEmpty();
        }
    }

    @Test
    void seesThroughHereDocuments() throws Exception {
        Files.writeString(source.resolve("Dockerfile"), """
                FROM registry.example.org/base
                RUN --mount=type=cache,target=/c <<EOF cat 3<<-"SECOND"
                FROM registry.example.org/inside
                RUN --network=host true
                EOF
                \tSECOND
                RUN echo "a <<EOF b"
                COPY --from=registry.example.org/other /a /b
                """);
        Ended refused = run("pull");
        assertThat(refused.code()).isEqualTo(31);
        assertThat(refused.result()).contains("from 1.33 on");

        Path buildah = folder.resolve("bin/buildah");
        Files.writeString(buildah, Files.readString(buildah) + "echo buildah version 1.33.1\n");
        Ended pulled = run("pull");
        assertThat(pulled.code()).as(pulled.said()).isZero();
        assertThat(pulled.told())
                .filteredOn(it -> it.contains("pull"))
                .hasSize(2)
                .noneMatch(it -> it.contains("inside"));
    }

    @Test
    @Tag("F8")
    void refusesPathsOutOfTheCheckout() throws Exception {
        Files.writeString(source.resolve("Dockerfile"), "FROM scratch\n");
        Files.createDirectories(source.resolve(".git"));
        Files.writeString(source.resolve(".git/config"), "");
        Files.createSymbolicLink(source.resolve("out"), Path.of("/"));
        for (String path : List.of("../commit", "out/etc/passwd", "/../../etc/passwd", ".git/config", "nothing", ".")) {
            environment.put("POD_DOCKERFILE", path);
            Ended refused = run("build");
            assertThat(refused.code()).as(path).isEqualTo(30);
            assertThat(refused.told()).isEmpty();
        }
        environment.put("POD_DOCKERFILE", "Dockerfile");
        environment.put("POD_CONTEXT", "out");
        assertThat(run("build").code()).isEqualTo(30);
    }

    @Test
    void buildsTestsAndPushesWithTextsAsTheyAre() throws Exception {
        Files.writeString(source.resolve("Dockerfile"), "FROM scratch\n");
        String built = String.join("\n", run("build").told());
        assertThat(built)
                .contains(
                        "--build-arg EVIL=$(touch x); `id` \"'\nsecond",
                        "id=api.key,src=" + folder.resolve("secrets/build-1"))
                .contains("--pull=never", "org.opencontainers.image.revision=0123", "-t localhost/slipway/built:latest")
                .doesNotContain("--target");
        assertThat(run("test").told()).last().asString().isNotEmpty();
        assertThat(Files.readString(folder.resolve("told"))).contains("--target check");
        Files.writeString(folder.resolve("store/digest"), "sha256:5");
        Ended pushed = run("push");
        assertThat(pushed.said()).isEqualTo("pushed latest\npushed 1.0\n");
        assertThat(pushed.result()).isEqualTo("sha256:5");
        assertThat(pushed.told()).last().asString().endsWith("docker://slipway.svc:5000/acme/app:1.0");
    }

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /// @param phase and the arguments after it
    private Ended run(String... phase) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("told"));
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(List.of("bash", "-c", Sandbox.script("pod.sh"), "pod"));
        command.addAll(List.of(phase));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(said.toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("POD_WORK", folder.resolve("work").toString());
        builder.environment().put("POD_STORE", folder.resolve("store").toString());
        builder.environment().put("POD_SECRETS", folder.resolve("secrets").toString());
        builder.environment().put("POD_RESULT", folder.resolve("result").toString());
        int code = builder.start().waitFor();
        return new Ended(
                code,
                Files.readString(said),
                read("result"),
                read("told").lines().toList());
    }

    private String read(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path, UTF_8) : "";
    }
}
