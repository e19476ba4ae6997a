package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Collected;
import io.slipway.content.Forecast;
import io.slipway.content.LinkReviews;
import io.slipway.content.RepositoryPurge;
import io.slipway.content.Why;
import io.slipway.content.Why.Kind;
import io.slipway.content.Why.Place;
import io.slipway.content.Why.Reason;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import io.slipway.registry.Images.Image;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Collection as time goes by: all times in the database are moved back instead of waiting.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=1h",
            "slipway.gc.sweep-delay=1h",
            "slipway.gc.untagged=2d",
            "slipway.trash.window=1d"
        })
class CollectionHttpTest extends RegistryHttpBase {

    @Autowired
    GarbageCollector collector;

    @Autowired
    LinkReviews links;

    @Autowired
    RepositoryPurge purge;

    @Autowired
    Stores stores;

    @Autowired
    StoredBytes stored;

    private RepositoryClient repository;
    private Collecting collecting;

    @BeforeEach
    void nameRepository() {
        collecting = new Collecting(jdbc, collector);
        // what other tests left
        for (int i = 0; i < 4; i++) {
            pass("8 days");
            collecting.run();
        }
        repository = RepositoryClient.of(person("keeper"), freshName("keeper"));
    }

    @Test
    void givesTheBytesOfADeletedImageBackWhenTheirTimeHasCome() {
        Image image = image("deleted", "v1");
        StorageKey key = stored.key(image.layerDigest());
        assertThat(repository
                        .client()
                        .delete(repository.manifest(image.digest()))
                        .status())
                .isEqualTo(202);
        pass("23 hours");
        collecting.run();
        assertThat(kinds(image.digest())).contains(Kind.TRASH);
        assertThat(kinds(image.layerDigest())).containsExactly(Kind.TRASHED_MANIFEST);

        pass("2 hours");
        Forecast forecast = collector.dryRun();
        assertThat(forecast.manifests()).isEqualTo(1);
        assertThat(forecast.blobs()).isEqualTo(2);
        assertThat(forecast.bytes()).isEqualTo(image.layer().length + image.config().length);
        assertThat(collecting.run().manifests()).isEqualTo(1);
        assertThat(collector.why(image.digest()).places()).isEmpty();
        assertThat(kinds(image.layerDigest())).containsExactly(Kind.LEASE);

        pass("61 minutes");
        assertThat(collecting.run().blobs()).isEqualTo(2);
        assertThat(collector.why(image.layerDigest()).sweeps()).hasSize(1);
        assertThat(stores.forNew().size(key)).isEqualTo(image.layer().length);

        pass("61 minutes");
        Collected last = collecting.run();
        assertThat(last.objects()).isEqualTo(2);
        assertThat(last.bytes()).isEqualTo(forecast.bytes());
        assertThat(stored.file(key)).doesNotExist();
        assertThat(collector
                        .history(Optional.empty(), 10)
                        .items()
                        .getFirst()
                        .collected()
                        .bytes())
                .isGreaterThanOrEqualTo(last.bytes());
    }

    @Test
    void keepsWhatIsHeldHoweverLongAgoThatWas() {
        Image tagged = image("tagged", "v1");
        Image never = image("never tagged");
        Image child = image("child");
        put("multi", anIndex().withChild(child.manifest()));
        put("signature", aManifest().withSubject(tagged.manifest()));
        repository.client().delete(repository.manifest("signature"));

        pass("100 days");
        collecting.run();

        for (Image image : List.of(tagged, never, child)) {
            assertThat(get(repository.manifest(image.digest()))).isEqualTo(200);
            assertThat(get(repository.blob(image.layerDigest()))).isEqualTo(200);
        }
        assertThat(kinds(never.digest())).containsExactly(Kind.LEASE, Kind.NEVER_TAGGED);
        assertThat(reasons(child.digest())).extracting(Reason::kind).contains(Kind.INDEX);
        assertThat(reasons(tagged.digest())).extracting(Reason::by).containsExactly("v1");
        assertThat(count("content.manifest WHERE subject = '\\x01"
                        + tagged.digest().hex() + "'"))
                .isEqualTo(1);
    }

    @Test
    void takesWhatLostItsLastTagAfterAWhile() {
        Image first = image("first", "latest");
        image("second", "latest");
        pass("47 hours");
        collecting.run();
        assertThat(kinds(first.digest())).containsExactly(Kind.UNTAGGED);
        assertThat(get(repository.manifest(first.digest()))).isEqualTo(200);

        // asked for by digest: it stays for a lease
        pass("40 minutes");
        assertThat(get(repository.manifest(first.digest()))).isEqualTo(200);
        pass("25 minutes");
        collecting.run();
        assertThat(kinds(first.digest())).containsExactly(Kind.LEASE, Kind.UNTAGGED);
        pass("61 minutes");
        collecting.run();
        assertThat(get(repository.manifest(first.digest()))).isEqualTo(404);
    }

    @Test
    void takesWhatHungOnACollectedImageWithIt() {
        Image child = image("arm64");
        ManifestBuilder index = anIndex().withChild(child.manifest());
        put("multi", index);
        Digest digest = ManifestBuilder.digest(index.bytes());
        ManifestBuilder referrer = aManifest().withSubject(index.bytes());
        put(ManifestBuilder.digest(referrer.bytes()), referrer);
        ManifestBuilder signature = aManifest().withAnnotation("signs", digest.toString());
        put("sha256-" + digest.hex() + ".sig", signature);
        repository.client().delete(repository.manifest(digest));

        pass("25 hours");
        collecting.run();
        assertThat(get(repository.manifest("sha256-" + digest.hex() + ".sig"))).isEqualTo(404);
        assertThat(kinds(ManifestBuilder.digest(signature.bytes()))).contains(Kind.TRASH);
        assertThat(get(repository.manifest(child.digest()))).isEqualTo(200);

        // what was asked for is kept for a lease: first it goes, then what it held
        for (int hour = 0; hour < 3; hour++) {
            pass("61 minutes");
            collecting.run();
        }
        assertThat(get(repository.manifest(child.digest()))).isEqualTo(404);
        assertThat(get(repository.manifest(ManifestBuilder.digest(referrer.bytes()))))
                .isEqualTo(404);
        pass("25 hours");
        collecting.run();
        assertThat(count("content.manifest WHERE repository_id = " + id())).isZero();
        pass("61 minutes");
        collecting.run();
        assertThat(count("content.repository_blob WHERE repository_id = " + id()))
                .isZero();
    }

    @Test
    void keepsForALeaseWhatAPusherWasToldIsHere() {
        Digest digest = repository.push("not referenced yet".getBytes(UTF_8));
        pass("40 minutes");
        assertThat(repository.client().head(repository.blob(digest)).status()).isEqualTo(200);
        pass("59 minutes");
        collecting.run();
        assertThat(kinds(digest)).containsExactly(Kind.LEASE);
        assertThat(get(repository.blob(digest))).isEqualTo(200);
        pass("2 minutes");
        collecting.run();
        assertThat(repository.client().head(repository.blob(digest)).status()).isEqualTo(404);
    }

    @Test
    void keepsNothingForATokenThatOnlyPulls() {
        RegistryClient keeper = person("keeper");
        String scope = "repository:" + repository.name() + ":pull";
        RegistryClient early = keeper.asking(scope);
        Digest blob = repository.push("looked at".getBytes(UTF_8));
        Digest image = image("looked at", "v1").digest();
        assertThat(repository.client().delete(repository.manifest("v1")).status())
                .isEqualTo(202);
        pass("40 minutes");
        for (RegistryClient reader : List.of(early, keeper.asking(scope))) {
            assertThat(reader.head(repository.blob(blob)).status()).isEqualTo(200);
            assertThat(reader.get(repository.manifest(image)).status()).isEqualTo(200);
        }
        pass("21 minutes");
        collecting.run();
        assertThat(early.head(repository.blob(blob)).status()).isEqualTo(404);
        assertThat(kinds(image)).containsExactly(Kind.HISTORY, Kind.UNTAGGED);
    }

    @Test
    @Tag("K8")
    void endsWhatACrashBetweenRowAndBytesLeft() {
        Digest digest = repository.push("half gone".getBytes(UTF_8));
        StorageKey key = stored.key(digest);
        pass("61 minutes");
        // a crash before the bytes go
        assertThat(links.run(100).blobs()).isEqualTo(1);
        assertThat(stored.file(key)).exists();
        // and one after them, before their row
        pass("61 minutes");
        stores.forNew().delete(key);

        collecting.run();

        assertThat(count("content.object_deletion WHERE storage_key = '" + key + "'"))
                .isZero();
    }

    @Test
    void neverSweepsBytesThatHaveAnOwner() {
        Digest digest = repository.push("owned".getBytes(UTF_8));
        StorageKey key = stored.key(digest);
        jdbc.sql("INSERT INTO content.object_deletion (store, storage_key, due_at) VALUES (?, ?, now())")
                .params(stores.forNew().id(), key.value())
                .update();

        collecting.run();

        assertThat(get(repository.blob(digest))).isEqualTo(200);
        assertThat(count("content.object_deletion WHERE storage_key = '" + key + "'"))
                .isZero();
    }

    @Test
    void endsAbandonedUploads() {
        repository.startUpload();
        jdbc.sql("UPDATE content.upload SET expires_at = now() - INTERVAL '1 s' WHERE repository_id = ?")
                .param(id())
                .update();
        assertThat(collector.dryRun().uploads()).isEqualTo(1);

        assertThat(collecting.run().uploads()).isEqualTo(1);

        pass("2 hours");
        long id = id();
        jdbc.sql("UPDATE content.repository SET created_at = created_at - INTERVAL '2 hours' WHERE id = ?")
                .param(id)
                .update();
        purge.abandon(10);
        pass("25 hours");
        collecting.run();
        assertThat(count("content.repository WHERE id = " + id)).isZero();
    }

    @Test
    void takesADeletedRepositoryWithAllThatItHad() {
        Image image = image("gone", "v1", "v2");
        image("untagged");
        get(repository.manifest("v1"));
        long id = id();
        jdbc.sql("UPDATE content.repository SET deleted_at = now() WHERE id = ?")
                .param(id)
                .update();
        pass("25 hours");

        collecting.run();

        assertThat(collector.why(image.layerDigest()).places()).isEmpty();
        assertThat(count("content.repository WHERE id = " + id)).isZero();
        assertThat(count("content.tag_event WHERE repository_id = " + id)).isZero();
    }

    /// Moves all times back.
    private void pass(String time) {
        collecting.pass(time);
    }

    private Image image(String content, String... tags) {
        return Images.push(person("keeper"), repository.name(), content + " in " + repository.name(), tags);
    }

    private void put(Object reference, ManifestBuilder manifest) {
        repository.push("{}".getBytes(UTF_8));
        assertThat(repository.put(reference, manifest).status()).isEqualTo(201);
    }

    private int get(String path) {
        return repository.client().get(path).status();
    }

    private List<Reason> reasons(Digest digest) {
        Why why = collector.why(digest);
        return why.places().stream().map(Place::reasons).flatMap(List::stream).toList();
    }

    private List<Kind> kinds(Digest digest) {
        return reasons(digest).stream().map(Reason::kind).toList();
    }

    private long id() {
        return jdbc.sql("SELECT id FROM content.repository WHERE name = ?")
                .param(repository.name())
                .query(Long.class)
                .single();
    }

    private long count(String rows) {
        return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
    }
}
