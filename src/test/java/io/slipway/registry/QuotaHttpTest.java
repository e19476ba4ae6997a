package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Namespace;
import io.slipway.content.Quota;
import io.slipway.content.QuotaException;
import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Quotas as clients meet them.
class QuotaHttpTest extends QuotaHttpBase {

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
                    .startsWith("the quota of " + owner + " has no room: 0 of 9.8 KiB, and 10000 bytes more");
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
        mine.pushImage("v1", bytes(1));
        RepositoryClient rich = RepositoryClient.of(administrator("rich"), freshName("rich"));
        rich.pushImage("v1", bytes(2));
        setVisibility(rich.name(), Visibility.PUBLIC);
        quotas.set(namespace, SIZE);
        long used = now().used();
        String here = "?mount=" + ManifestBuilder.digest(bytes(1)) + "&from=" + mine.name();
        String there = "?mount=" + ManifestBuilder.digest(bytes(2)) + "&from=" + rich.name();

        assertThat(repository.client().post(repository.uploads() + here).status())
                .isEqualTo(201);
        Reply refused = repository.client().post(repository.uploads() + there);

        assertThat(refused.status()).as("%s", refused).isEqualTo(403);
        assertThat(refused.errorMessage()).startsWith("the quota of " + owner);
        assertThat(repository
                        .client()
                        .head(repository.blob(ManifestBuilder.digest(bytes(2))))
                        .status())
                .isEqualTo(404);
        assertThat(now().used()).isEqualTo(used);
        quotas.set(namespace, 10 * SIZE);
        assertThat(repository.client().post(repository.uploads() + there).status())
                .isEqualTo(201);
        assertThat(now().used()).isEqualTo(used + SIZE);
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
    void paysForARepositoryThatComesFromAnotherNamespace() {
        quotas.set(namespace, 10 * SIZE);
        repository.pushImage("v1", bytes(1), bytes(2));
        long all = now().used();
        RegistryClient heir = person(owner + "heir");
        RepositoryClient known = RepositoryClient.of(heir, freshName(owner + "heir"));
        known.push(bytes(1));
        Namespace target = namespaces.find(owner + "heir").orElseThrow();
        quotas.set(target, all - 1);

        RepositoryName name = new RepositoryName(freshName(owner + "heir"));
        assertThatThrownBy(() -> repositories.rename(handle(repository), name, target.id()))
                .isInstanceOf(QuotaException.class);
        assertThat(quotas.of(target).orElseThrow().used()).isEqualTo(SIZE);
        quotas.set(target, all);
        repositories.rename(handle(repository), name, target.id());

        assertThat(quotas.of(target).orElseThrow().used()).isEqualTo(all);
        assertThat(quotas.count(target).orElseThrow().drift()).isZero();
        await().untilAsserted(() -> assertThat(now().used()).isZero());
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
}
