package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.nio.charset.StandardCharsets;

/// Pushes as a client would, and expects every step to succeed.
final class Images {

    /// What was pushed.
    record Image(String repository, byte[] manifest, byte[] config, byte[] layer) {

        Digest digest() {
            return ManifestBuilder.digest(manifest);
        }

        Digest configDigest() {
            return ManifestBuilder.digest(config);
        }

        Digest layerDigest() {
            return ManifestBuilder.digest(layer);
        }

        String manifestPath(Object reference) {
            return "/v2/" + repository + "/manifests/" + reference;
        }

        String blobPath() {
            return "/v2/" + repository + "/blobs/" + layerDigest();
        }
    }

    private Images() {}

    /// An image whose layer holds `content`, under these tags; without tags by digest.
    static Image push(RegistryClient client, String repository, String content, String... tags) {
        byte[] config = ("{\"os\":\"linux\",\"config\":{\"Labels\":{\"of\":\"" + repository + "\"}}}")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] layer = content.getBytes(StandardCharsets.UTF_8);
        RegistryClient pushing = pushing(client, repository);
        pushBlob(pushing, repository, config);
        pushBlob(pushing, repository, layer);
        ManifestBuilder manifest = aManifest().withConfig(config).withLayer(layer);
        if (tags.length == 0) {
            pushManifest(
                    pushing,
                    repository,
                    ManifestBuilder.digest(manifest.bytes()).toString(),
                    manifest);
        }
        for (String tag : tags) {
            pushManifest(pushing, repository, tag, manifest);
        }
        return new Image(repository, manifest.bytes(), config, layer);
    }

    /// That the image is there by each of these tags and by its digest, with the bytes that were pushed.
    static void assertPulls(RegistryClient client, Image image, String... tags) {
        RegistryClient pulling = RepositoryClient.of(client, image.repository()).client();
        for (String tag : tags) {
            assertThat(pulling.get(image.manifestPath(tag)).body()).isEqualTo(image.manifest());
        }
        assertThat(pulling.get(image.manifestPath(image.digest())).body()).isEqualTo(image.manifest());
        assertThat(pulling.get(image.blobPath()).body()).isEqualTo(image.layer());
    }

    static Digest pushBlob(RegistryClient client, String repository, byte[] content) {
        Digest digest = ManifestBuilder.digest(content);
        Reply reply = client.with("Content-Type", "application/octet-stream")
                .post("/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        return digest;
    }

    static Digest pushManifest(RegistryClient client, String repository, String reference, ManifestBuilder manifest) {
        Reply reply = putManifest(client, repository, reference, manifest);
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        return ManifestBuilder.digest(manifest.bytes());
    }

    /// Expects nothing.
    static Reply putManifest(RegistryClient client, String repository, String reference, ManifestBuilder manifest) {
        return client.with("Content-Type", manifest.mediaType())
                .put("/v2/" + repository + "/manifests/" + reference, manifest.bytes());
    }

    /// The path of a fresh upload session.
    static String startUpload(RegistryClient client, String repository) {
        Reply reply = client.post("/v2/" + repository + "/blobs/uploads/");
        assertThat(reply.status()).as("%s", reply).isEqualTo(202);
        return reply.header("Location").orElseThrow();
    }

    private static RegistryClient pushing(RegistryClient client, String repository) {
        boolean hasToken =
                client.headers().stream().anyMatch(header -> header.value().startsWith("Bearer "));
        return hasToken ? client : client.asking("repository:" + repository + ":pull,push");
    }
}
