package io.slipway.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;

/// JSON texts for tests; most tests take a valid one and spoil one thing.
final class ManifestJson {

    static final String OCI = MediaType.OCI_MANIFEST.value();
    static final String INDEX = MediaType.OCI_INDEX.value();
    static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";
    static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    static final String HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // of "abc"
    static final String LAYER = descriptor(LAYER_TYPE, ",\"data\":\"YWJj\",\"annotations\":{\"a\":\"b\"}");
    static final String CONFIG = descriptor(CONFIG_TYPE, "");
    static final String CHILD = descriptor(OCI, ",\"platform\":{\"architecture\":\"arm64\",\"os\":\"linux\"}");

    private ManifestJson() {}

    static String descriptor(String mediaType, String more) {
        return "{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":3%s}".formatted(mediaType, HEX, more);
    }

    static String image(String config, String layers) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":%s}".formatted(OCI, config, layers);
    }

    static String image() {
        return image(CONFIG, "[" + LAYER + "," + LAYER + "]");
    }

    static String index(String manifests) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":%s}".formatted(INDEX, manifests);
    }

    static String index() {
        return index("[" + CHILD + "," + CHILD + "]");
    }

    /// Adds members before the last brace.
    static String with(String json, String members) {
        return json.substring(0, json.length() - 1) + "," + members + "}";
    }

    static String repeat(String element, int count) {
        return "[" + String.join(",", Collections.nCopies(count, element)) + "]";
    }

    static Manifest parse(MediaType type, String json) {
        return Manifest.parse(type.value(), json.getBytes(UTF_8));
    }

    static ImageManifest parseImage(String json) {
        return (ImageManifest) parse(MediaType.OCI_MANIFEST, json);
    }

    static ImageIndex parseIndex(String json) {
        return (ImageIndex) parse(MediaType.OCI_INDEX, json);
    }
}
