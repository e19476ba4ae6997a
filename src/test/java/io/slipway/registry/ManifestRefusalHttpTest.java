package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Manifests that are not stored.
class ManifestRefusalHttpTest extends ProtocolHttpBase {

    private static final byte[] LAYER = "layer".getBytes(UTF_8);
    private static final int LIMIT = 4 * 1024 * 1024;

    @BeforeEach
    void pushBlobs() {
        repository.push("{}".getBytes(UTF_8));
        repository.push(LAYER);
    }

    @Test
    @Tag("C4")
    void refusesAnotherDigestThanThatOfTheBytes() {
        Digest other = ManifestBuilder.digest(LAYER);
        String sha512 = "sha512:" + "ab".repeat(64);

        assertRefused(repository.put(other, aManifest()), 400, "DIGEST_INVALID");
        assertRefused(repository.put(sha512, aManifest()), 400, "DIGEST_INVALID");

        assertNothingStored(other.toString(), sha512);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/html",
                "application/vnd.oci.artifact.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v1+prettyjws"
            })
    void refusesOtherTypesOfManifests(String type) {
        assertRefused(repository.put("v1", type, aManifest().bytes()), 400, "MANIFEST_INVALID");
        assertRefused(
                repository.put("v1", type, aManifest().with("mediaType", type).bytes()), 400, "MANIFEST_INVALID");

        assertNothingStored("v1");
    }

    @Test
    void explainsWhatToDoAboutSchemaOne() {
        byte[] old =
                "{\"schemaVersion\":1,\"name\":\"a/b\",\"tag\":\"v1\",\"fsLayers\":[],\"history\":[]}".getBytes(UTF_8);

        Reply reply = repository.put("v1", "application/vnd.docker.distribution.manifest.v1+prettyjws", old);

        assertRefused(reply, 400, "MANIFEST_INVALID");
        assertThat(reply.errorMessage()).contains("schema 1");
    }

    static Stream<String> ambiguous() {
        String image = new String(aManifest().withLayer(LAYER).bytes(), UTF_8);
        String open = image.substring(0, image.length() - 1);
        return Stream.of(
                "",
                "null",
                "[]",
                "not json",
                image + "x",
                image + image,
                "\uFEFF" + image,
                open,
                open + ",\"manifests\":[]}",
                open + ",\"Layers\":[]}",
                open + ",\"layers\":[]}",
                open + ",\"CONFIG\":{}}",
                open + ",\"mediaType\":\"" + ManifestBuilder.INDEX + "\"}",
                image.replace("\"schemaVersion\":2", "\"schemaVersion\":1"),
                image.replace("\"size\":5", "\"size\":1e999"),
                image.replace("\"size\":5", "\"size\":-1"),
                image.replace("\"size\":5", "\"size\":9223372036854775808"),
                image.replace("\"size\":5", "\"size\":\"5\""),
                image.replace("\"size\":5", "\"size\":4"),
                image.replace("sha256:", "sha256:../"),
                image.replace("sha256:", "md5:"));
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    @Tag("C5")
    void refusesWhatCouldBeReadInTwoWays(String json) {
        assertRefused(repository.put("v1", ManifestBuilder.MANIFEST, json.getBytes(UTF_8)), 400, "MANIFEST_INVALID");

        assertNothingStored("v1");
    }

    @Test
    @Tag("C5")
    void refusesAnotherEncodingThanUtf8() {
        byte[] utf16 = new String(aManifest().bytes(), UTF_8).getBytes(UTF_16);

        assertRefused(repository.put("v1", ManifestBuilder.MANIFEST, utf16), 400, "MANIFEST_INVALID");
    }

    @Test
    @Tag("C5")
    void refusesAnotherTypeThanTheHeaders() {
        assertRefused(repository.put("v1", ManifestBuilder.INDEX, aManifest().bytes()), 400, "MANIFEST_INVALID");
        assertNothingStored("v1");
    }

    @Test
    @Tag("C6")
    void refusesEmbeddedDataOfAnotherDigest() {
        Map<String, Object> layer = ManifestBuilder.descriptor("application/octet-stream", LAYER);
        layer.put("data", "b3RoZXI=");

        assertRefused(repository.put("v1", aManifest().with("layers", List.of(layer))), 400, "MANIFEST_INVALID");
    }

    @Test
    @Tag("C7")
    void refusesAManifestWhoseBlobsAreMissing() {
        byte[] absent = ("absent " + System.nanoTime()).getBytes(UTF_8);

        Reply layer = repository.put("v1", aManifest().withLayer(LAYER).withLayer(absent));
        Reply config = repository.put("v1", aManifest().withConfig(absent));

        assertRefused(layer, 400, "MANIFEST_BLOB_UNKNOWN");
        assertRefused(config, 400, "MANIFEST_BLOB_UNKNOWN");
        assertThat(layer.errorMessage()).contains(ManifestBuilder.digest(absent).toString());
        assertNothingStored("v1");
    }

    @Test
    @Tag("C7")
    void refusesAManifestWhoseBlobsAreInAnotherRepository() {
        byte[] elsewhere = ("elsewhere " + System.nanoTime()).getBytes(UTF_8);
        another().pushImage("v1", elsewhere);

        assertRefused(repository.put("v1", aManifest().withLayer(elsewhere)), 400, "MANIFEST_BLOB_UNKNOWN");
        assertNothingStored("v1");
    }

    @Test
    void takesFourMebibytesAndNotOneByteMore() {
        byte[] largest = padded(LIMIT);
        byte[] tooLarge = padded(LIMIT + 1);

        assertStatus(repository.put("largest", ManifestBuilder.MANIFEST, largest), 201);
        assertRefused(repository.put("larger", ManifestBuilder.MANIFEST, tooLarge), 413, "SIZE_INVALID");
        assertRefused(chunked("larger", tooLarge), 413, "SIZE_INVALID");

        assertThat(repository.client().get(repository.manifest("largest")).body())
                .isEqualTo(largest);
        assertNothingStored("larger");
    }

    @Test
    @Tag("C14")
    void putsNothingOfAManifestIntoHeaders() {
        ManifestBuilder evil = aManifest()
                .withArtifactType("application/x")
                .withAnnotation("a\r\nX-Evil: 1", "\u001b[31m<script>\r\nX-Evil: 1\r\n\r\n" + "b".repeat(100_000));

        Reply put = repository.put("v1", evil);
        Reply pulled = repository.client().get(repository.manifest("v1"));

        assertStatus(put, 201);
        assertThat(put.header("X-Evil")).isEmpty();
        assertThat(pulled.header("X-Evil")).isEmpty();
        assertThat(pulled.body()).isEqualTo(evil.bytes());
    }

    private Reply chunked(String tag, byte[] bytes) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String start = repository
                .client()
                .with("Content-Type", ManifestBuilder.MANIFEST)
                .start("PUT", repository.manifest(tag), "Transfer-Encoding: chunked\r\n");
        request.writeBytes((start + Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
        request.writeBytes(bytes);
        request.writeBytes("\r\n0\r\n\r\n".getBytes(UTF_8));
        try (Wire wire = repository.client().connect()) {
            return wire.send(request.toByteArray()).read();
        }
    }

    private static byte[] padded(int size) {
        int bare = aManifest().withAnnotation("a", "").bytes().length;
        byte[] bytes = aManifest().withAnnotation("a", "x".repeat(size - bare)).bytes();
        assertThat(bytes).hasSize(size);
        return bytes;
    }

    private void assertNothingStored(String... references) {
        for (String reference : references) {
            assertStatus(repository.client().head(repository.manifest(reference)), 404);
        }
        long rows = jdbc.sql("SELECT count(*) FROM content.manifest WHERE repository_id = ? AND size <> ?")
                .params(repositoryId(repository), LIMIT)
                .query(Long.class)
                .single();
        assertThat(rows).isZero();
    }
}
