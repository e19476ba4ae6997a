package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestPushHttpTest extends ProtocolHttpBase {

    private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final byte[] EMPTY_CONFIG = "{}".getBytes(UTF_8);
    private static final byte[] LAYER = "layer".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {ManifestBuilder.MANIFEST, DOCKER})
    void storesImagesByteForByte(String type) {
        byte[] spaced = (" \n" + text(aManifest().withLayer(LAYER).with("mediaType", type)) + "\n\t").getBytes(UTF_8);
        pushBlobs();

        assertStored(repository.put("v1", type, spaced), type, spaced, "v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {ManifestBuilder.INDEX, DOCKER_LIST})
    void storesIndexesByteForByte(String type) {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        byte[] bytes = (text(anIndex().withChild(image.bytes()).with("mediaType", type)) + "\n").getBytes(UTF_8);

        assertStored(repository.put("all", type, bytes), type, bytes, "all");
    }

    @Test
    void storesAManifestByItsDigest() {
        pushBlobs();
        ManifestBuilder image = aManifest().withLayer(LAYER);
        Digest digest = ManifestBuilder.digest(image.bytes());

        assertStored(repository.put(digest, image), ManifestBuilder.MANIFEST, image.bytes(), digest);
    }

    @Test
    void storesAManifestByASha512Digest() {
        pushBlobs();
        byte[] bytes = aManifest().withLayer(LAYER).bytes();
        Digest digest = Digest.of(
                DigestAlgorithm.SHA512, DigestAlgorithm.SHA512.newDigest().digest(bytes));

        Reply reply = repository.put(digest, ManifestBuilder.MANIFEST, bytes);

        assertStatus(reply, 201);
        assertThat(reply.header("Docker-Content-Digest")).contains(digest.toString());
        Reply pulled = repository.client().get(repository.manifest(digest));
        assertThat(pulled.body()).isEqualTo(bytes);
        assertThat(pulled.header("Docker-Content-Digest")).contains(digest.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s; charset=utf-8", "%s;q=1", " %s "})
    void takesATypeWithParameters(String header) {
        pushBlobs();

        assertStatus(
                repository.put(
                        "v1",
                        header.formatted(ManifestBuilder.MANIFEST),
                        aManifest().bytes()),
                201);

        assertThat(repository.client().get(repository.manifest("v1")).header("Content-Type"))
                .contains(ManifestBuilder.MANIFEST);
    }

    @Test
    void takesTheTypeOfTheBodyWhereThereIsNoHeader() {
        pushBlobs();

        assertStatus(
                repository.client().put(repository.manifest("v1"), aManifest().bytes()), 201);

        assertThat(repository.client().get(repository.manifest("v1")).header("Content-Type"))
                .contains(ManifestBuilder.MANIFEST);
    }

    @Test
    void movesATagAndKeepsBothManifests() {
        ManifestBuilder first = repository.pushImage("latest", LAYER);
        ManifestBuilder second = repository.pushImage("latest", "other".getBytes(UTF_8));

        assertThat(repository.client().get(repository.manifest("latest")).body())
                .isEqualTo(second.bytes());
        Digest old = ManifestBuilder.digest(first.bytes());
        assertThat(repository.client().get(repository.manifest(old)).body()).isEqualTo(first.bytes());
    }

    @Test
    void takesTheSameManifestAgain() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);

        assertStatus(repository.put("v1", image), 201);
        assertStatus(repository.put("v2", image), 201);

        long rows = jdbc.sql("SELECT count(*) FROM content.manifest WHERE repository_id = ?")
                .param(repositoryId(repository))
                .query(Long.class)
                .single();
        assertThat(rows).isEqualTo(1);
    }

    @Test
    @Tag("C7")
    void takesAnIndexWithAbsentChildren() {
        ManifestBuilder sparse = anIndex().withChild("not here".getBytes(UTF_8));

        assertStatus(repository.put("sparse", sparse), 201);

        assertThat(repository.client().get(repository.manifest("sparse")).body())
                .isEqualTo(sparse.bytes());
    }

    @Test
    void holdsTheBlobsThatAnIndexNames() {
        Digest cached = repository.push(LAYER);
        ManifestBuilder cache = anIndex()
                .with(
                        "manifests",
                        List.of(
                                ManifestBuilder.descriptor("application/vnd.oci.image.layer.v1.tar+gzip", LAYER),
                                ManifestBuilder.descriptor("application/vnd.buildkit.cacheconfig.v0", EMPTY_CONFIG)));
        repository.push(EMPTY_CONFIG);

        assertStatus(repository.put("cache", cache), 201);

        assertRefused(repository.client().delete(repository.blob(cached)), 403, "DENIED");
        assertThat(repository.client().get(repository.blob(cached)).body()).isEqualTo(LAYER);
    }

    @Test
    @Tag("C7")
    void takesAManifestWhoseSubjectIsMissing() {
        pushBlobs();
        byte[] subject = "to come".getBytes(UTF_8);

        Reply reply = repository.put("signature", aManifest().withSubject(subject));

        assertStatus(reply, 201);
        assertThat(reply.header("OCI-Subject"))
                .contains(ManifestBuilder.digest(subject).toString());
    }

    @Test
    void namesTheSubjectOfAnIndex() {
        byte[] subject = "to come".getBytes(UTF_8);

        Reply reply = repository.put("signatures", anIndex().withSubject(subject));

        assertStatus(reply, 201);
        assertThat(reply.header("OCI-Subject"))
                .contains(ManifestBuilder.digest(subject).toString());
    }

    @Test
    void takesAbsentLayersThatMayNotBeDistributed() {
        pushBlobs();
        Map<String, Object> foreign = ManifestBuilder.descriptor(
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "windows".getBytes(UTF_8));

        assertStatus(repository.put("windows", aManifest().with("layers", List.of(foreign))), 201);
    }

    @Test
    void pointsSeveralTagsAtAManifestPushedByDigest() {
        pushBlobs();
        ManifestBuilder image = aManifest().withLayer(LAYER);
        String path = ManifestBuilder.digest(image.bytes()) + "?tag=1.2.3&tag=1.2&other=x&tag=latest&tag=1.2";

        Reply reply = repository.put(path, image);

        assertStatus(reply, 201);
        assertThat(reply.headers("OCI-Tag")).containsExactly("1.2.3", "1.2", "latest");
        for (String tag : List.of("1.2.3", "1.2", "latest")) {
            assertThat(repository.client().get(repository.manifest(tag)).body()).isEqualTo(image.bytes());
        }
    }

    @Test
    void pointsNoTagWhereOneIsRefused() {
        ManifestBuilder first = repository.pushImage("1.2", LAYER);
        repository.put("free", first);
        jdbc.sql("UPDATE content.tag SET locked = true WHERE repository_id = ? AND name = '1.2'")
                .param(repositoryId(repository))
                .update();
        ManifestBuilder second = aManifest();
        Digest digest = ManifestBuilder.digest(second.bytes());

        assertRefused(repository.put(digest + "?tag=free&tag=1.2&tag=new", second), 403, "DENIED");
        assertRefused(repository.put("1.2", second), 403, "DENIED");
        assertRefused(repository.put(digest + "?tag=free&tag=-bad", second), 400, "MANIFEST_INVALID");

        assertThat(repository.client().get(repository.manifest("1.2")).body()).isEqualTo(first.bytes());
        assertThat(repository.client().get(repository.manifest("free")).body()).isEqualTo(first.bytes());
        assertStatus(repository.client().head(repository.manifest("new")), 404);
        assertStatus(repository.client().head(repository.manifest(digest)), 404);
        assertStatus(repository.put("1.2", first), 201);
    }

    private void pushBlobs() {
        repository.push(EMPTY_CONFIG);
        repository.push(LAYER);
    }

    private static String text(ManifestBuilder manifest) {
        return new String(manifest.bytes(), UTF_8);
    }

    private void assertStored(Reply reply, String type, byte[] bytes, Object reference) {
        String digest = ManifestBuilder.digest(bytes).toString();
        assertStatus(reply, 201);
        assertThat(reply.header("Location")).contains(repository.manifest(digest));
        assertThat(reply.header("Docker-Content-Digest")).contains(digest);
        assertThat(reply.header("OCI-Subject")).isEmpty();
        for (Object name : List.of(reference, digest)) {
            Reply pulled = repository.client().get(repository.manifest(name));
            assertThat(pulled.body()).isEqualTo(bytes);
            assertThat(pulled.header("Content-Type")).contains(type);
            assertThat(pulled.header("Docker-Content-Digest")).contains(digest);
        }
    }
}
