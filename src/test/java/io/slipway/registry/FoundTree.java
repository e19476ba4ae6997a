package io.slipway.registry;

import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files that `registry:2` would have written for these pushes.
final class FoundTree {

    static final String ROOT = "docker/registry/v2/";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final byte[] config;

    /// @param name makes the config of its images another one than that of other trees
    FoundTree(String name) {
        this.config = ("{\"author\":\"" + name + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] config() {
        return config;
    }

    /// By path.
    Map<String, byte[]> files() {
        return files;
    }

    /// Bytes that no repository has.
    Digest blob(byte[] bytes) {
        Digest digest = ManifestBuilder.digest(bytes);
        files.put(data(digest), bytes);
        return digest;
    }

    Digest blob(String repository, byte[] bytes) {
        link(repository, bytes);
        return blob(bytes);
    }

    /// Without the bytes.
    void link(String repository, byte[] bytes) {
        put(repository + "/_layers/sha256/" + ManifestBuilder.digest(bytes).hex() + "/link", bytes);
    }

    Digest manifest(String repository, byte[] bytes, String... tags) {
        Digest digest = blob(bytes);
        put(repository + "/_manifests/revisions/sha256/" + digest.hex() + "/link", bytes);
        for (String tag : tags) {
            tag(repository, tag, bytes);
        }
        return digest;
    }

    void tag(String repository, String tag, byte[] manifest) {
        String folder = repository + "/_manifests/tags/" + tag;
        put(folder + "/current/link", manifest);
        put(folder + "/index/sha256/" + ManifestBuilder.digest(manifest).hex() + "/link", manifest);
    }

    /// An image with one layer.
    ///
    /// @return the manifest's bytes
    byte[] image(String repository, byte[] layer, String... tags) {
        blob(repository, config);
        blob(repository, layer);
        byte[] manifest =
                ManifestBuilder.aManifest().withConfig(config).withLayer(layer).bytes();
        manifest(repository, manifest, tags);
        return manifest;
    }

    /// Younger ones later.
    void writeTo(Path folder) throws IOException {
        Instant time = Instant.parse("2020-01-01T00:00:00Z");
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            time = time.plusSeconds(60);
            Files.setLastModifiedTime(path, FileTime.from(time));
        }
    }

    static String data(Digest digest) {
        return ROOT + "blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex() + "/data";
    }

    private void put(String path, byte[] target) {
        files.put(
                ROOT + "repositories/" + path,
                ManifestBuilder.digest(target).toString().getBytes(StandardCharsets.US_ASCII));
    }
}
