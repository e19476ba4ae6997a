package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.content.Quota;
import io.slipway.content.Quotas;
import io.slipway.content.Repository;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Quotas as clients meet them. Each test has a namespace of its own.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=1h",
            "slipway.gc.sweep-delay=1h",
            "slipway.gc.untagged=2d",
            "slipway.trash.window=1d"
        })
class QuotaHttpTest extends RegistryHttpBase {

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final int SIZE = 10_000;

    @Autowired
    Quotas quotas;

    @Autowired
    Namespaces namespaces;

    @Autowired
    GarbageCollector collector;

    private final String owner = "frugal%02d".formatted(TESTS.incrementAndGet());
    private Namespace namespace;
    private RepositoryClient repository;

    @BeforeEach
    void nameRepository() {
        repository = another();
        namespace = namespaces.find(owner).orElseThrow();
    }

    @Test
    @Tag("L5")
    void keepsManyPushesAtOnceBelowTheLimit() throws Exception {
        quotas.set(namespace, 7 * SIZE + SIZE / 2);
        List<RepositoryClient> targets = List.of(repository, another(), another());

        List<Integer> answers = atOnce(30, i -> {
            RepositoryClient target = targets.get(i % targets.size());
            return switch (i % 3) {
                case 0 -> chunked(target, bytes(i));
                case 1 -> inSteps(target, bytes(i));
                default -> target.client().post(monolithic(target, bytes(i)), bytes(i));
            };
        });

        long accepted = answers.stream().filter(status -> status == 201).count();
        assertThat(answers).containsOnly(201, 403);
        assertThat(accepted).isBetween(1L, 7L);
        assertThat(now().used()).isEqualTo(accepted * SIZE);
        assertThat(now().reserved()).isZero();
        assertThat(count("content.upload WHERE quotas <> '{}'")).isZero();
        // what was refused while others held their reservations fits now
        for (int i = 100; now().used() + SIZE <= now().limit(); i++) {
            assertThat(chunked(repository, bytes(i)).status()).isEqualTo(201);
        }
        assertThat(now().used()).isEqualTo(7 * SIZE);
        assertSound();
    }

    @Test
    @Tag("L5")
    void countsABlobOnceThatManyPushAtOnce() throws Exception {
        quotas.set(namespace, 40 * SIZE);
        List<RepositoryClient> targets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            targets.add(another());
        }

        List<Integer> answers = atOnce(20, i -> chunked(targets.get(i % 10), bytes(0)));

        assertThat(answers).containsOnly(201);
        assertThat(now().used()).isEqualTo(SIZE);
        assertSound();
    }

    @Test
    void refusesBeforeTheFirstByteWhereTheLengthIsKnown() {
        quotas.set(namespace, SIZE - 1);
        String location = repository.startUpload();
        try (Wire wire = repository.client().connect()) {
            Reply reply = wire.send(repository.client().start("PATCH", location, "Content-Length: " + SIZE + "\r\n"))
                    .read();

            assertThat(reply.status()).as("%s", reply).isEqualTo(403);
            assertThat(reply.errorCode()).isEqualTo("DENIED");
            assertThat(reply.errorMessage())
                    .startsWith("the quota of " + owner + " is used up: 0 of 9.8 KiB, and 10000 bytes more");
        }
    }

    @Test
    @Tag("J7")
    void givesEverythingBackAtOnceThatARefusedPushHeld() {
        quotas.set(namespace, 3 * SIZE);
        String location = repository.startUpload();
        Reply first = repository.client().patch(location, bytes(1));
        assertThat(now().reserved()).isEqualTo(SIZE);
        String key = jdbc.sql("SELECT storage_key FROM content.upload WHERE reserved = ?")
                .param(SIZE)
                .query(String.class)
                .single();

        byte[] tooMuch = new byte[3 * SIZE];
        Reply refused = sendChunked(
                repository.client(), "PATCH", first.header("Location").orElseThrow(), tooMuch);

        assertThat(refused.status()).as("%s", refused).isEqualTo(403);
        assertThat(repository.client().get(location).status()).isEqualTo(404);
        assertThat(now().reserved()).isZero();
        assertThat(now().free()).isEqualTo(3 * SIZE);
        assertThat(count("content.object_deletion WHERE due_at <= now() AND storage_key = '" + key + "'"))
                .isEqualTo(1);
        assertThat(chunked(repository, tooMuch).status()).isEqualTo(201);
        assertSound();
    }

    @Test
    @Tag("J7")
    void givesBackWhatEndedWithoutABlob() {
        quotas.set(namespace, 3 * SIZE);
        String cancelled = repository.startUpload();
        repository.client().patch(cancelled, bytes(1));
        String wrong = repository.startUpload();
        repository.client().patch(wrong, bytes(2));
        String expired = repository.startUpload();
        repository.client().patch(expired, bytes(3));
        assertThat(now().reserved()).isEqualTo(3 * SIZE);
        assertThat(now().free()).isZero();

        assertThat(repository.client().delete(cancelled).status()).isEqualTo(204);
        assertThat(repository
                        .client()
                        .put(wrong + "?digest=" + ManifestBuilder.digest(bytes(9)), new byte[0])
                        .errorCode())
                .isEqualTo("DIGEST_INVALID");
        assertThat(now().reserved()).isEqualTo(SIZE);
        jdbc.sql("UPDATE content.upload SET expires_at = now() - INTERVAL '1 s' WHERE reserved > 0")
                .update();
        collector.run();

        assertThat(now().reserved()).isZero();
        assertThat(now().free()).isEqualTo(3 * SIZE);
        assertSound();
    }

    @Test
    void tellsAClientThatTriesAgainUntilThereIsRoom() {
        quotas.set(namespace, SIZE - 1);
        for (int i = 0; i < 3; i++) {
            assertThat(inSteps(repository, bytes(1)).status()).isEqualTo(403);
        }

        quotas.set(namespace, SIZE);

        assertThat(inSteps(repository, bytes(1)).status()).isEqualTo(201);
        assertThat(now().free()).isZero();
        assertThat(now().percent()).isEqualTo(100);
        assertSound();
    }

    @Test
    void chargesAMountOnlyForWhatTheNamespaceDidNotHave() {
        RepositoryClient mine = another();
        Digest here = mine.push(bytes(1));
        Digest there =
                RepositoryClient.of(administrator("rich"), freshName("rich")).push(bytes(2));
        quotas.set(namespace, SIZE);
        RegistryClient both = administrator("rich")
                .asking("repository:" + repository.name() + ":pull,push", "repository:" + mine.name() + ":pull");

        assertThat(both.post(repository.uploads() + "?mount=" + here).status()).isEqualTo(201);
        Reply refused = both.post(repository.uploads() + "?mount=" + there);
        assertThat(List.of(202, 403)).contains(refused.status());
        assertThat(both.head(repository.blob(there)).status()).isEqualTo(404);
        assertThat(now().used()).isEqualTo(SIZE);

        Reply mounted = repository.client().post(another().uploads() + "?mount=" + here);
        assertThat(mounted.status()).isNotEqualTo(500);
        assertSound();
    }

    @Test
    void refusesAManifestThatDoesNotFit() {
        repository.push("{}".getBytes(UTF_8));
        ManifestBuilder image = ManifestBuilder.aManifest();
        quotas.set(namespace, 2 + image.bytes().length - 1);

        assertThat(repository.put("v1", image).errorCode()).isEqualTo("DENIED");
        assertThat(repository.client().head(repository.manifest("v1")).status()).isEqualTo(404);
        quotas.set(namespace, 2 + image.bytes().length);
        assertThat(repository.put("v1", image).status()).isEqualTo(201);
        assertThat(repository.put("v2", image).status()).isEqualTo(201);
        assertThat(now().free()).isZero();
        assertSound();
    }

    @Test
    void countsARepositoryByItself() {
        quotas.set(namespace, 3 * SIZE);
        repository.push(bytes(1));
        RepositoryClient limited = another();
        limited.push(bytes(1));
        quotas.set(handle(limited), 2 * SIZE);

        limited.push(bytes(2));
        assertThat(chunked(limited, bytes(3)).errorMessage()).contains("the quota of " + limited.name());
        repository.push(bytes(3));
        assertThat(chunked(repository, bytes(4)).errorMessage()).contains("the quota of " + owner + " is");

        assertThat(now().used()).isEqualTo(3 * SIZE);
        assertThat(quotas.of(handle(limited)).orElseThrow().used()).isEqualTo(2 * SIZE);
        // the one quota had room, the other one not: nothing is left of the try
        assertThat(now().reserved()).isZero();
        assertSound();
    }

    @Test
    void getsBackWhatCollectionTakes() {
        quotas.set(namespace, 100 * SIZE);
        RepositoryClient second = another();
        byte[] shared = bytes(1);
        repository.pushImage("v1", shared, bytes(2));
        second.pushImage("v1", shared);
        long all = now().used();
        quotas.set(handle(repository), 50 * SIZE);
        Quota own = quotas.of(handle(repository)).orElseThrow();
        Digest digest = ManifestBuilder.digest(
                repository.client().get(repository.manifest("v1")).body());
        int size = repository.client().get(repository.manifest("v1")).body().length;
        assertThat(own.used()).isEqualTo(2 * SIZE + 2 + size);

        repository.client().delete(repository.manifest(digest));
        assertThat(quotas.count(namespace).orElseThrow().trash()).isEqualTo(SIZE + size);
        assertThat(now().used()).isEqualTo(all);
        collect("25 hours");
        collect("61 minutes");

        assertThat(quotas.of(handle(repository)).orElseThrow().used()).isZero();
        assertThat(now().used()).isEqualTo(all - SIZE - size);
        assertSound();
    }

    @Test
    void countsWhatWasThereBefore() {
        repository.pushImage("v1", bytes(1), bytes(2));
        another().push(bytes(1));
        RepositoryClient.of(administrator("rich"), freshName("rich")).push(bytes(2));

        Quota counted = quotas.set(namespace, SIZE);

        int size = repository.client().get(repository.manifest("v1")).body().length;
        assertThat(counted.counted()).isPresent();
        assertThat(counted.used()).isEqualTo(2 * SIZE + 2 + size);
        assertThat(counted.shared()).isGreaterThanOrEqualTo(SIZE);
        assertThat(counted.unique()).isEqualTo(counted.used() - counted.shared());
        assertThat(counted.free()).isZero();
        assertThat(counted.drift()).isZero();
        assertThat(chunked(repository, bytes(3)).status()).isEqualTo(403);
        // what is here already costs nothing
        assertThat(chunked(another(), bytes(2)).status()).isIn(201, 403);
        assertSound();
    }

    @Test
    void mendsWhatIsBrokenWhilePushesRun() throws Exception {
        quotas.set(namespace, 1_000 * SIZE);
        for (int i = 0; i < 20; i++) {
            repository.push(bytes(i));
        }
        long id = now().id();
        jdbc.sql("DELETE FROM content.quota_charge WHERE quota_id = ? AND item_id % 2 = 0")
                .param(id)
                .update();
        jdbc.sql("UPDATE content.quota_charge SET bytes = bytes + 77 WHERE quota_id = ?")
                .param(id)
                .update();
        jdbc.sql(
                        "INSERT INTO content.quota_charge (quota_id, kind, item_id, bytes) VALUES (?, 1, 1000000000000, 99), (?, 2, 1000000000000, 9)")
                .params(id, id)
                .update();
        jdbc.sql("UPDATE content.quota_slot SET free_bytes = free_bytes - 1234567 WHERE quota_id = ? AND slot = 3")
                .param(id)
                .update();
        jdbc.sql("DELETE FROM content.quota_slot WHERE quota_id = ? AND slot > 12")
                .param(id)
                .update();

        List<Integer> answers = atOnce(40, i -> {
            if (i % 4 == 0) {
                quotas.count(namespace);
            }
            return inSteps(repository, bytes(100 + i));
        });
        Quota mended = quotas.count(namespace).orElseThrow();

        assertThat(answers).containsOnly(201);
        assertThat(mended.driftAt()).isPresent();
        assertThat(mended.used()).isEqualTo(60 * SIZE);
        assertThat(quotas.count(namespace).orElseThrow().drift()).isZero();
        assertSound();
    }

    @Test
    void forgetsWhatAQuotaChargedThatIsGone() {
        quotas.set(namespace, 10 * SIZE);
        repository.push(bytes(1));
        String open = repository.startUpload();
        repository.client().patch(open, bytes(2));
        long id = now().id();

        assertThat(quotas.remove(namespace)).isTrue();
        assertThat(repository
                        .client()
                        .put(open + "?digest=" + ManifestBuilder.digest(bytes(2)), new byte[0])
                        .status())
                .isEqualTo(201);
        quotas.set(namespace, 10 * SIZE);

        assertThat(now().used()).isEqualTo(2 * SIZE);
        assertSound();
        await().untilAsserted(() ->
                assertThat(count("content.quota_charge WHERE quota_id = " + id)).isZero());
    }

    /// All numbers fit together, and a count finds nothing to put right.
    private void assertSound() {
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

    private RepositoryClient another() {
        return RepositoryClient.of(person(owner), freshName(owner));
    }

    private Repository handle(RepositoryClient client) {
        return repositories
                .find(new RepositoryName(client.name()))
                .orElseThrow()
                .forWriting();
    }

    private Quota now() {
        return quotas.of(namespace).orElseThrow();
    }

    private byte[] bytes(int number) {
        byte[] text = (owner + " " + number + " ").getBytes(UTF_8);
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = text[i % text.length];
        }
        return bytes;
    }

    private static String monolithic(RepositoryClient target, byte[] content) {
        return target.uploads() + "?digest=" + ManifestBuilder.digest(content);
    }

    /// As Docker does: a session, all bytes without a length, and the end.
    private static Reply chunked(RepositoryClient target, byte[] content) {
        Reply patched = sendChunked(target.client(), "PATCH", target.startUpload(), content);
        return patched.status() == 202 ? finish(target, patched, content) : patched;
    }

    private static Reply inSteps(RepositoryClient target, byte[] content) {
        Reply patched = target.client().patch(target.startUpload(), content);
        return patched.status() == 202 ? finish(target, patched, content) : patched;
    }

    private static Reply finish(RepositoryClient target, Reply patched, byte[] content) {
        return target.client()
                .put(
                        patched.header("Location").orElseThrow() + "?digest=" + ManifestBuilder.digest(content),
                        new byte[0]);
    }

    private static Reply sendChunked(RegistryClient client, String method, String path, byte[] content) {
        try (Wire wire = client.connect()) {
            wire.send(client.start(method, path, "Transfer-Encoding: chunked\r\nConnection: close\r\n"));
            wire.send(Integer.toHexString(content.length) + "\r\n")
                    .send(content)
                    .send("\r\n0\r\n\r\n");
            return wire.read(method);
        }
    }

    private void collect(String time) {
        Collecting collecting = new Collecting(jdbc, collector);
        collecting.pass(time);
        collecting.run();
    }

    private long count(String from) {
        return jdbc.sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }

    private interface Push {
        Reply send(int number) throws Exception;
    }

    private static List<Integer> atOnce(int pushes, Push push) throws Exception {
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
