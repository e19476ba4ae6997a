package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.builds.BuildPlan;
import io.slipway.content.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Images that are really built, from a Git server on this machine to a tag.
class BuildahHttpTest extends BuildHttpBase {

    @Test
    void buildsStagesWithArgumentsAndSecretsAndPushes() {
        Repository repository = repository();
        String commit = git.commit("whole", Map.of("app/Dockerfile", """
                # syntax=evil.example/frontend
                FROM scratch AS tools
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "--install", "-s", "/bin"]
                ARG GREETING=none
                RUN --mount=type=secret,id=token test "$(cat /run/secrets/token)" = "hush-hush-42" && cat /run/secrets/token
                RUN echo "$GREETING" > /greeting
                FROM tools AS test
                RUN test "$(cat /greeting)" = hello
                FROM scratch AS image
                COPY --from=tools /bin/busybox /bin/busybox
                COPY --from=tools /greeting /greeting
                CMD ["/bin/busybox", "cat", "/greeting"]
                """));
        long trigger = trigger(repository, git.url("whole"));
        secret(trigger, "token", "hush-hush-42");
        BuildPlan plan =
                new BuildPlan("app/Dockerfile", ".", "image", "test", Map.of("GREETING", "hello"), true, false);

        int number = order(repository, trigger, plan, "1.0", "latest");
        Ended ended = ended(repository, number);

        String log = log(repository, number);
        assertThat(ended.state()).as(log).isEqualTo("SUCCEEDED");
        assertThat(ended.commit()).isEqualTo(commit);
        assertThat(ended.title()).isEqualTo("Say hello");
        assertThat(log)
                .contains("==> Clone", "==> Build", "==> Test stage", "==> Push", "STEP ")
                .contains("***")
                .doesNotContain("hush-hush-42", "slb_");
        List<String> tags =
                jdbc.sql("""
                        SELECT t.name || ' ' || p.kind FROM content.tag t
                        JOIN content.manifest m ON m.id = t.manifest_id
                        JOIN accounts.principal p ON p.id = t.updated_by
                        WHERE t.repository_id = ? ORDER BY 1
                        """).param(repository.id()).query(String.class).list();
        assertThat(tags).containsExactly("1.0 BUILD", "latest BUILD");
        assertThat(jdbc.sql("SELECT count(*) FROM access.credential WHERE name LIKE 'build %'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void endsAsFailedWithItsLogWhenAStepFails() {
        Repository repository = repository();
        Ended ended = build(repository, Map.of("Dockerfile", """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "echo before the end; exit 3"]
                """), PLAN);
        assertThat(ended.state()).isEqualTo("FAILED");
        assertThat(ended.reason()).isEqualTo("STEP");
        assertThat(log(repository, 1)).contains("before the end", "==> Not done");
    }

    @Test
    void buildsHereDocumentsOrSaysWhichBuilderDoes() throws Exception {
        Repository repository = repository();
        Ended ended = build(repository, Map.of("Dockerfile", """
                FROM scratch
                COPY busybox /bin/busybox
                SHELL ["/bin/busybox", "sh", "-c"]
                RUN <<EOF
                echo one
                echo FROM nowhere.example.com/x
                EOF
                """), PLAN);
        Process asked = new ProcessBuilder("buildah", "--version").start();
        if (BuilderVersion.knowsHereDocuments(asked.inputReader().readLine())) {
            assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
        } else {
            assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("DOCKERFILE");
            assertThat(ended.detail()).contains("from 1.33 on", "buildah version 1.");
            assertThat(log(repository, 1)).doesNotContain("==> Pull");
        }
    }

    @Test
    @Tag("F11")
    void endsAllProcessesSoonAfterACancel() {
        Repository repository = repository();
        git.commit("sleeper", Map.of("Dockerfile", """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "echo sleeping; /bin/busybox setsid /bin/busybox sleep 98765 & /bin/busybox sleep 98765"]
                """));
        int number = order(repository, trigger(repository, git.url("sleeper")), PLAN, "latest");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> log(repository, number).contains("\nsleeping"));
        assertThat(sleepers()).isPositive();

        long start = System.nanoTime();
        builds.cancel(repository, number, owner().id());
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sleepers() == 0);
        System.out.println(
                "Processes of a cancelled build ended after " + (System.nanoTime() - start) / 1_000_000 + " ms");

        Ended ended = ended(repository, number);
        assertThat(ended.state()).isEqualTo("CANCELLED");
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("98765"))
                .filter(process -> process.info().command().orElse("").contains("busybox"))
                .count();
    }
}
