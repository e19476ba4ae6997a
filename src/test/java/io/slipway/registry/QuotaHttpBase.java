package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.content.Quota;
import io.slipway.content.Quotas;
import io.slipway.content.Repository;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Each test has a namespace of its own, which a quota limits.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=1h",
            "slipway.gc.sweep-delay=1h",
            "slipway.gc.untagged=2d",
            "slipway.trash.window=1d"
        })
abstract class QuotaHttpBase extends RegistryHttpBase {

    private static final AtomicInteger TESTS = new AtomicInteger();
    static final int SIZE = 10_000;

    @Autowired
    Quotas quotas;

    @Autowired
    Namespaces namespaces;

    @Autowired
    GarbageCollector collector;

    final String owner = "frugal%02d".formatted(TESTS.incrementAndGet());
    Namespace namespace;
    RepositoryClient repository;

    @BeforeEach
    void nameRepository() {
        repository = another();
        namespace = namespaces.find(owner).orElseThrow();
    }

    /// All numbers fit together, and a count finds nothing to put right.
    void assertSound() {
        long id = now().id();
        long charged = jdbc.sql(
                        "SELECT CAST(COALESCE(sum(bytes), 0) AS bigint) FROM content.quota_charge WHERE quota_id = ?")
                .param(id)
                .query(Long.class)
                .single();
        long used = jdbc.sql("""
                        SELECT CAST(COALESCE(sum(size), 0) AS bigint) FROM (
                            SELECT size FROM content.blob b WHERE EXISTS (SELECT FROM content.repository_blob l
                                WHERE l.blob_id = b.id AND l.namespace_id = :id)
                            UNION ALL
                            SELECT m.size FROM content.manifest m JOIN content.repository r ON r.id = m.repository_id
                            WHERE r.namespace_id = :id) all_of_it
                        """).param("id", namespace.id()).query(Long.class).single();
        assertThat(charged).isEqualTo(used);
        assertThat(now().used()).isEqualTo(used);
        assertThat(quotas.count(namespace).orElseThrow().drift()).isZero();
    }

    RepositoryClient another() {
        return RepositoryClient.of(person(owner), freshName(owner));
    }

    Repository handle(RepositoryClient client) {
        return repositories
                .find(new RepositoryName(client.name()))
                .orElseThrow()
                .forWriting();
    }

    Quota now() {
        return quotas.of(namespace).orElseThrow();
    }

    byte[] bytes(int number) {
        byte[] text = (owner + " " + number + " ").getBytes(UTF_8);
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = text[i % text.length];
        }
        return bytes;
    }

    static String monolithic(RepositoryClient target, byte[] content) {
        return target.uploads() + "?digest=" + ManifestBuilder.digest(content);
    }

    /// As Docker does: a session, all bytes without a length, and the end.
    static Reply chunked(RepositoryClient target, byte[] content) {
        Reply patched = sendChunked(target.client(), "PATCH", target.startUpload(), content);
        return patched.status() == 202 ? finish(target, patched, content) : patched;
    }

    static Reply inSteps(RepositoryClient target, byte[] content) {
        Reply patched = target.client().patch(target.startUpload(), content);
        return patched.status() == 202 ? finish(target, patched, content) : patched;
    }

    static Reply finish(RepositoryClient target, Reply patched, byte[] content) {
        return target.client()
                .put(
                        patched.header("Location").orElseThrow() + "?digest=" + ManifestBuilder.digest(content),
                        new byte[0]);
    }

    static Reply sendChunked(RegistryClient client, String method, String path, byte[] content) {
        try (Wire wire = client.connect()) {
            wire.send(client.start(method, path, "Transfer-Encoding: chunked\r\nConnection: close\r\n"));
            wire.send(Integer.toHexString(content.length) + "\r\n")
                    .send(content)
                    .send("\r\n0\r\n\r\n");
            return wire.read(method);
        }
    }

    void collect(String time) {
        Collecting collecting = new Collecting(jdbc, collector);
        collecting.pass(time);
        collecting.run();
    }

    long count(String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }

    interface Push {
        Reply send(int number) throws Exception;
    }

    static List<Integer> atOnce(int pushes, Push push) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(pushes)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < pushes; i++) {
                int number = i;
                calls.add(() -> push.send(number).status());
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
