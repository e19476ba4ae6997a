package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.Builds;
import io.slipway.builds.Orders;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.Checkout;
import io.slipway.builds.worker.Checkout.Auth;
import io.slipway.builds.worker.TestJobs;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.OwnDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.TestPropertySource;

/// Builds in a cluster whose API is in this process, or at `SLIPWAY_TEST_CLUSTER` with `SLIPWAY_TEST_CLUSTER_TOKEN`,
/// where a real one can be had; it needs no node.
@ApplicationModuleTest(BootstrapMode.ALL_DEPENDENCIES)
@OwnDatabase
@Import(KubernetesBase.Cluster.class)
@TestPropertySource(
        properties = {
            "slipway.builds.registry=http://192.0.2.20:5000",
            "slipway.builds.short-names=mirror.example.org",
            "slipway.builds.kubernetes.namespace=builds",
            "slipway.builds.kubernetes.image=registry.example.org/tools/builder:1",
            "slipway.builds.kubernetes.worker=slipway-0",
            "slipway.builds.kubernetes.patience=2s",
            "slipway.builds.kubernetes.registry-pods=app.kubernetes.io/name=slipway,part=registry",
            "slipway.builds.kubernetes.registry-namespace=slipway",
            "slipway.builds.cpu=1.5",
            "slipway.builds.memory=512MB",
            "slipway.builds.disk=1GB",
        })
abstract class KubernetesBase {

    static final String DIGEST = "sha256:" + "5".repeat(64);
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final BuildPlan PLAN = new BuildPlan(
            "Dockerfile", ".", "", "check", Map.of("WHO", "world", "TEXT", "two\nlines, $(date) and $$"), true, false);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TestConfiguration
    static class Cluster {

        @Bean(destroyMethod = "destroy")
        KubernetesMockServer mockServer() {
            Map<ServerRequest, Queue<ServerResponse>> answers = new HashMap<>();
            var server = new KubernetesMockServer(
                    new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
            server.init();
            return server;
        }

        @Bean
        @Primary
        KubernetesClient testClient(KubernetesMockServer mockServer) {
            String real = System.getenv("SLIPWAY_TEST_CLUSTER");
            if (real == null) {
                return mockServer.createClient();
            }
            System.out.println("Builds in a cluster are tested at " + real);
            return new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder()
                            .withMasterUrl(real)
                            .withTrustCerts(true)
                            .withOauthToken(System.getenv("SLIPWAY_TEST_CLUSTER_TOKEN"))
                            .build())
                    .build();
        }
    }

    @Autowired
    KubernetesRunner runner;

    @Autowired
    KubernetesClient client;

    @Autowired
    KubernetesMockServer mock;

    @Autowired
    Builds builds;

    @Autowired
    ApplicationContext beans;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    FakeNode node;

    @BeforeEach
    void emptyTheCluster() {
        jdbc.sql("DELETE FROM builds.build").update();
        node = new FakeNode(client, "builds");
        node.jobs().forEach(job -> client.resource(job).delete());
    }

    boolean isReal() {
        return System.getenv("SLIPWAY_TEST_CLUSTER") != null;
    }

    BuildJob job() {
        return job(new Checkout(
                "https://192.0.2.10/acme/app.git",
                Auth.TOKEN,
                "",
                "token-of-git",
                List.of(),
                Map.of("api.key", "sesame", "..other", "s3cond")));
    }

    /// One that was taken from the queue.
    BuildJob job(Checkout checkout) {
        User owner = users.create(NewUser.person("p" + NUMBERS.incrementAndGet() + "q", "a horse and a staple"));
        Repository repository = access.toMake(new Caller.Person(owner), new RepositoryName(owner.name() + "/app"));
        List<Tag> tags = List.of(new Tag("latest"), new Tag("1.0"));
        new Orders(builds).order(repository.id(), trigger(repository, owner), "main", Optional.empty(), PLAN, tags);
        return TestJobs.take(beans, repository.name(), checkout);
    }

    private long trigger(Repository repository, User owner) {
        return jdbc.sql("""
                        INSERT INTO builds.trigger (public_id, repository_id, provider, url, auth, hook_secret, created_by)
                        VALUES (?, ?, 'GIT', 'https://192.0.2.10/acme/app.git', 'NONE', '', ?) RETURNING id
                        """)
                .params(UUID.randomUUID(), repository.id(), owner.id())
                .query(Long.class)
                .single();
    }
}
