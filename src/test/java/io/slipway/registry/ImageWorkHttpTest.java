package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.ImageFailure;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.RepositoryName;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// How the worker goes about what it cannot read, and what pages cost after it.
class ImageWorkHttpTest extends ProtocolHttpBase {

    @Autowired
    Images images;

    @Autowired
    Stores stores;

    @Autowired
    StatementCounter counter;

    @Test
    @Tag("C14")
    void leavesConfigsAloneThatAreTooLarge() {
        byte[] config = new byte[ImageConfig.MAX_BYTES + 1];

        assertThat(read(push(config)).facts().failure()).contains(ImageFailure.TOO_LARGE);
    }

    @Test
    @Tag("C14")
    void readsOnAfterConfigsThatMakeNoSense() {
        List<Digest> odd = List.of(
                push("[".repeat(4_000_000).getBytes(UTF_8)),
                push(("{\"config\":{\"Labels\":{" + "\"\":\"\",".repeat(900_000) + "\"a\":\"\"}}}").getBytes(UTF_8)),
                push(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}));
        Digest plain = push("{\"os\":\"linux\",\"architecture\":\"amd64\"}".getBytes(UTF_8));

        assertThat(read(odd.get(0)).facts().failure()).contains(ImageFailure.INVALID);
        assertThat(read(odd.get(1)).facts().labels()).hasSizeLessThan(10);
        assertThat(read(odd.get(2)).facts().failure()).contains(ImageFailure.INVALID);
        assertThat(read(plain).facts().platforms()).containsExactly("linux/amd64");
    }

    @Test
    void triesAgainLaterWhereBytesAreMissing() {
        byte[] config = "{\"os\":\"plan9\"}".getBytes(UTF_8);
        Digest digest = push(config);
        read(digest);
        StorageKey key = key(ManifestBuilder.digest(config));
        stores.forNew().delete(key);

        again(digest, 0);
        await().until(() -> attempts(digest) == 1);
        assertThat(details(digest).facts().waiting()).isTrue();

        repository.push(config);
        again(digest, 1);
        assertThat(read(digest).facts().platforms()).containsExactly("plan9");
    }

    @Test
    void givesUpWhereBytesStayAway() {
        byte[] config = "{\"os\":\"beos\"}".getBytes(UTF_8);
        Digest digest = push(config);
        read(digest);
        stores.forNew().delete(key(ManifestBuilder.digest(config)));

        again(digest, 8);

        ManifestDetails read = read(digest);
        assertThat(read.facts().failure()).contains(ImageFailure.UNREADABLE);
        assertThat(read.facts().layers()).hasSize(1);
    }

    @Test
    void asksAsOftenForManyPlatformsAsForFew() {
        index("few", 2);
        index("many", 40);
        setVisibility(repository.name(), Visibility.PUBLIC);
        await().until(() -> List.of("few", "many").stream()
                .noneMatch(
                        tag -> page(tag).body().length == 0 || text(page(tag)).contains("is being read")));
        page("few");

        counter.take();
        page("few");
        List<String> few = counter.take();
        page("many");
        List<String> many = counter.take();

        assertThat(text(page("many"))).contains("linux/cpu39");
        assertThat(many).hasSameSizeAs(few).hasSizeLessThanOrEqualTo(12);
        assertThat(many).allMatch(sql -> sql.startsWith("SELECT") || sql.startsWith("WITH"));
    }

    private void index(String tag, int platforms) {
        List<Map<String, Object>> entries = IntStream.range(0, platforms)
                .mapToObj(number -> {
                    ManifestBuilder image =
                            image("{\"os\":\"linux\",\"architecture\":\"cpu%d\",\"of\":\"%s\"}".formatted(number, tag));
                    repository.put(ManifestBuilder.digest(image.bytes()), image);
                    Map<String, Object> entry =
                            new LinkedHashMap<>(ManifestBuilder.descriptor(ManifestBuilder.MANIFEST, image.bytes()));
                    entry.put("platform", Map.of("os", "linux", "architecture", "cpu" + number));
                    return entry;
                })
                .toList();
        assertStatus(repository.put(tag, anIndex().with("manifests", entries)), 201);
    }

    private ManifestBuilder image(String config) {
        repository.push(config.getBytes(UTF_8));
        return aManifest().withConfig(config.getBytes(UTF_8));
    }

    private Reply page(String tag) {
        Reply reply = anonymous().get("/r/" + repository.name() + "/-/tags/" + tag);
        assertStatus(reply, 200);
        return reply;
    }

    private static String text(Reply reply) {
        return new String(reply.body(), UTF_8);
    }

    private Digest push(byte[] config) {
        byte[] layer = "layer".getBytes(UTF_8);
        repository.push(config);
        repository.push(layer);
        ManifestBuilder image = aManifest().withConfig(config).withLayer(layer);
        Digest digest = ManifestBuilder.digest(image.bytes());
        assertStatus(repository.put(digest, image), 201);
        return digest;
    }

    /// As if nobody had read it, after so many attempts.
    private void again(Digest manifest, int attempts) {
        jdbc.sql("""
                        UPDATE content.image SET state = 'WAITING', failure = NULL, attempts = ?, due_at = now()
                        WHERE manifest_id = ?
                        """).params(attempts, details(manifest).id()).update();
    }

    private int attempts(Digest manifest) {
        return jdbc.sql("SELECT attempts FROM content.image WHERE manifest_id = ?")
                .param(details(manifest).id())
                .query(Integer.class)
                .single();
    }

    private ManifestDetails read(Digest digest) {
        return await().until(() -> details(digest), details -> !details.facts().waiting());
    }

    private ManifestDetails details(Digest digest) {
        Repository here = repositories
                .find(new RepositoryName(repository.name()))
                .orElseThrow()
                .forReading();
        return images.get(here, digest);
    }

    private StorageKey key(Digest digest) {
        return jdbc.sql("SELECT storage_key FROM content.blob WHERE digest = ?")
                .param(digest.toBytes())
                .query((row, _) -> new StorageKey(row.getString(1)))
                .single();
    }
}
