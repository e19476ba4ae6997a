package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;

/// Requests to one repository.
///
/// @param client sends them with its credentials
record RepositoryClient(RegistryClient client, String name) {

    /// With a token for all actions, got with the credentials of the client.
    static RepositoryClient of(RegistryClient credentials, String name) {
        return new RepositoryClient(credentials.asking("repository:" + name + ":pull,push,delete"), name);
    }

    String path(String rest) {
        return "/v2/" + name + rest;
    }

    String blob(Object digest) {
        return path("/blobs/" + digest);
    }

    String manifest(Object reference) {
        return path("/manifests/" + reference);
    }

    String uploads() {
        return path("/blobs/uploads/");
    }

    /// In one request.
    Digest push(byte[] content) {
        Digest digest = ManifestBuilder.digest(content);
        Reply reply = client.post(uploads() + "?digest=" + digest, content);
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        return digest;
    }

    /// Where the next bytes of a new session go.
    String startUpload() {
        Reply reply = client.post(uploads());
        assertThat(reply.status()).as("%s", reply).isEqualTo(202);
        return reply.header("Location").orElseThrow();
    }

    Reply put(Object reference, ManifestBuilder manifest) {
        return put(reference, manifest.mediaType(), manifest.bytes());
    }

    Reply put(Object reference, String mediaType, byte[] bytes) {
        return client.with("Content-Type", mediaType).put(manifest(reference), bytes);
    }

    /// A manifest with an empty config and these layers, all of them pushed.
    ManifestBuilder pushImage(Object reference, byte[]... layers) {
        ManifestBuilder image = ManifestBuilder.aManifest();
        push("{}".getBytes());
        for (byte[] layer : layers) {
            push(layer);
            image.withLayer(layer);
        }
        Reply reply = put(reference, image);
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        return image;
    }
}
