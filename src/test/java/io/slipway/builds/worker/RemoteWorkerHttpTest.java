package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Repository;
import io.slipway.testing.Classpath;
import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/// The program as a remote builder: a process that signs in to the database as a role which sees builds only. The
/// server itself builds nothing here.
@TestPropertySource(properties = "slipway.builds.worker=false")
class RemoteWorkerHttpTest extends BuildHttpBase {

    private static final Map<String, String> FILES =
            Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /Dockerfile\n");

    @TempDir
    Path data;

    @Value("${spring.datasource.url}")
    String database;

    @Value("${slipway.master-key}")
    String masterKey;

    private Process worker;

    @BeforeEach
    void forgetOthers() {
        jdbc.sql("DELETE FROM builds.worker").update();
    }

    @AfterEach
    void stopTheWorker() {
        if (worker != null) {
            worker.destroyForcibly();
        }
    }

    @Test
    void buildsWhatTheServerQueuesAndLeavesWhenItIsTold() throws Exception {
        start();
        await().atMost(Duration.ofMinutes(1)).until(() -> workers("remote AND ready AND runner = 'BUILDAH'") == 1);
        Repository repository = repository();
        Ended ended = build(repository, FILES, PLAN);
        assertThat(ended.state()).as(ended + log(repository, 1) + said()).isEqualTo("SUCCEEDED");
        assertThat(log(repository, 1)).contains("Done: " + ended.digest());
        assertThat(endsTold(repository)).isEqualTo(1);

        worker.destroy();
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(workers("true")).isZero();
    }

    @Test
    @Tag("K10")
    void losesItsBuildToAnotherWhenItDies() throws Exception {
        start();
        Repository repository = repository();
        git.commit("long", Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /a\n"));
        order(repository, trigger(repository, git.url("long")), PLAN, "latest");
        await().atMost(Duration.ofMinutes(1)).until(() -> !state(repository, 1).equals("QUEUED"));
        worker.destroyForcibly().waitFor();
        jdbc.sql("UPDATE builds.build SET lease_until = now() - INTERVAL '1 s' WHERE lease_until IS NOT NULL")
                .update();
        start();
        assertThat(ended(repository, 1).state()).as(log(repository, 1) + said()).isEqualTo("SUCCEEDED");
    }

    @Test
    void saysWhatItNeeds() throws Exception {
        Process lost = new ProcessBuilder(command("--slipway.builds.registry=", "--slipway.public-url="))
                .redirectErrorStream(true)
                .start();
        assertThat(lost.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String said = new String(lost.getInputStream().readAllBytes(), UTF_8);
        assertThat(lost.exitValue()).as(said).isEqualTo(2);
        assertThat(said).contains("set slipway.public-url or slipway.builds.registry");
    }

    private void start() throws IOException {
        worker = new ProcessBuilder(command("--slipway.public-url=http://127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("output").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(data.resolve("output"));
    }

    private List<String> command(String... settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Classpath.ofThisProcess(),
                "io.slipway.Application",
                "worker",
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=" + TestDatabase.BUILDER,
                "--spring.datasource.password=" + TestDatabase.BUILDER,
                "--slipway.master-key=" + masterKey,
                "--slipway.data-dir=" + data.resolve("data"),
                "--slipway.outbound.allow=127.0.0.1",
                "--slipway.builds.runner=buildah"));
        command.addAll(List.of(settings));
        return command;
    }

    private int workers(String which) {
        return jdbc.sql("SELECT count(*) FROM builds.worker WHERE " + which)
                .query(Integer.class)
                .single();
    }

    private int endsTold(Repository repository) {
        return await().until(
                        () -> jdbc.sql(
                                        "SELECT count(*) FROM activity.audit WHERE action = 'build.finish' AND repository_id = ?")
                                .param(repository.id())
                                .query(Integer.class)
                                .single(),
                        count -> count > 0);
    }
}
