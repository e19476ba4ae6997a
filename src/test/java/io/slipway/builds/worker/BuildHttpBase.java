package io.slipway.builds.worker;

import static org.awaitility.Awaitility.await;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.Builds;
import io.slipway.builds.Orders;
import io.slipway.builds.SourceSecrets;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.SlipwayTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// The program with a real builder, and a Git server beside it. Limits are small, so that they are met within seconds.
@SlipwayTest
@TestPropertySource(
        properties = {
            "slipway.builds.runner=buildah",
            "slipway.outbound.allow=127.0.0.1",
            "slipway.builds.timeout=40s",
            "slipway.builds.memory=300MB",
            "slipway.builds.processes=100",
            "slipway.builds.disk=300MB",
            "slipway.builds.log-limit=200KB",
        })
abstract class BuildHttpBase {

    static final BuildPlan PLAN = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, false);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    static Path folder;

    static GitServer git;

    record Ended(String state, String reason, String detail, String digest, String commit, String title) {}

    @LocalServerPort
    int port;

    @Autowired
    Builds builds;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SourceSecrets secrets;

    @BeforeAll
    static void startGit(@Autowired MachineCheck machine) throws Exception {
        List<String> missing = machine.obstacles();
        if (!missing.isEmpty()) {
            System.out.println("No image is built in this test: " + missing);
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing::toString);
        git = new GitServer(folder);
    }

    @AfterAll
    static void stopGit() {
        if (git != null) {
            git.close();
        }
    }

    User owner() {
        return users.find("builder").orElseGet(() -> users.create(NewUser.person("builder", "a horse and a staple")));
    }

    Repository repository() {
        return access.toMake(new Caller.Person(owner()), new RepositoryName("builder/r" + NUMBERS.incrementAndGet()));
    }

    long trigger(Repository repository, String url) {
        return jdbc.sql("""
                        INSERT INTO builds.trigger (public_id, repository_id, provider, url, auth, hook_secret, created_by)
                        VALUES (?, ?, 'GIT', ?, 'NONE', '', ?) RETURNING id
                        """)
                .params(UUID.randomUUID(), repository.id(), url, owner().id())
                .query(Long.class)
                .single();
    }

    /// For a server that asks for it.
    void token(long trigger, String token) {
        UUID id = publicId(trigger);
        jdbc.sql("UPDATE builds.trigger SET auth = 'TOKEN', login = '', credential = ? WHERE id = ?")
                .params(secrets.seal(token, id, "credential"), trigger)
                .update();
    }

    /// For a server that asks for one over SSH.
    void key(long trigger, String privateKey, String hostKey) {
        jdbc.sql("UPDATE builds.trigger SET auth = 'KEY', credential = ?, host_keys = ARRAY[?] WHERE id = ?")
                .params(secrets.seal(privateKey, publicId(trigger), "credential"), hostKey, trigger)
                .update();
    }

    void secret(long trigger, String name, String value) {
        jdbc.sql("INSERT INTO builds.secret (trigger_id, name, sealed) VALUES (?, ?, ?)")
                .params(trigger, name, secrets.seal(value, publicId(trigger), "secret " + name))
                .update();
    }

    private UUID publicId(long trigger) {
        return jdbc.sql("SELECT public_id FROM builds.trigger WHERE id = ?")
                .param(trigger)
                .query(UUID.class)
                .single();
    }

    int order(Repository repository, long trigger, BuildPlan plan, String... tags) {
        return new Orders(builds)
                .order(
                        repository.id(),
                        trigger,
                        "main",
                        Optional.empty(),
                        plan,
                        List.of(tags).stream().map(Tag::new).toList());
    }

    /// A repository of these files, built once.
    Ended build(Repository repository, Map<String, String> files, BuildPlan plan) {
        String name = "g" + NUMBERS.incrementAndGet();
        git.commit(name, files);
        return ended(repository, order(repository, trigger(repository, git.url(name)), plan, "latest"));
    }

    Ended ended(Repository repository, int number) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> find(repository, number), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Ended> find(Repository repository, int number) {
        return jdbc.sql("""
                        SELECT state, reason, detail, digest, commit_id, title FROM builds.build
                        WHERE repository_id = ? AND number = ? AND finished_at IS NOT NULL
                        """)
                .params(repository.id(), number)
                .query((row, _) -> new Ended(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        String.valueOf(row.getString(4)),
                        String.valueOf(row.getString(5)),
                        row.getString(6)))
                .optional();
    }

    String state(Repository repository, int number) {
        return jdbc.sql("SELECT state FROM builds.build WHERE repository_id = ? AND number = ?")
                .params(repository.id(), number)
                .query(String.class)
                .single();
    }

    String log(Repository repository, int number) {
        return String.join(
                "",
                jdbc.sql("""
                        SELECT l.text FROM builds.log l JOIN builds.build b ON b.id = l.build_id
                        WHERE b.repository_id = ? AND b.number = ? ORDER BY l.first_line
                        """)
                        .params(repository.id(), number)
                        .query(String.class)
                        .list());
    }
}
