package io.slipway.oci;

import java.util.Set;

/// Decides what kind of manifest some bytes are, and refuses bytes that could pass for two kinds.
final class ManifestReader {

    private static final Set<String> SCHEMA_ONE = Set.of(
            "application/vnd.docker.distribution.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws");

    private ManifestReader() {}

    static Manifest readBare(byte[] bytes) {
        checkLength(bytes);
        var fields = StrictJson.read(bytes, ManifestFields::read);
        if (fields.mediaType().isPresent() || isSchemaOne(fields)) {
            return read("", bytes);
        }
        var type = fields.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
        return read(type.value(), bytes);
    }

    static Manifest read(String contentType, byte[] bytes) {
        checkLength(bytes);
        var header = MediaType.withoutParameters(contentType);
        if (!header.isEmpty()) {
            mediaType(header);
        }
        var fields = StrictJson.read(bytes, ManifestFields::read);
        var type = header.isEmpty() ? typeOfBody(fields) : typeOfHeader(mediaType(header), fields);
        checkSchemaVersion(fields);
        return type.isIndex() ? index(type, bytes, fields) : image(type, bytes, fields);
    }

    private static void checkLength(byte[] bytes) {
        if (bytes.length > ManifestLimits.MAX_BYTES) {
            throw new OciException(
                    ErrorCode.SIZE_INVALID,
                    "The manifest has more than " + ManifestLimits.MAX_BYTES + " bytes, the most that is allowed.");
        }
    }

    private static MediaType mediaType(String type) {
        return MediaType.find(type)
                .orElseThrow(() -> SCHEMA_ONE.contains(type)
                        ? schemaOne()
                        : OciException.manifestInvalid("Manifests of the type " + Excerpt.quote(type)
                                + " are not accepted; these are: " + MediaType.all() + "."));
    }

    static OciException schemaOne() {
        return OciException.manifestInvalid("Docker's manifest schema 1 is not accepted;"
                + " push the image again with a newer client, which sends schema 2 or an OCI manifest.");
    }

    private static MediaType typeOfBody(ManifestFields fields) {
        var type = fields.mediaType()
                .orElseThrow(() -> isSchemaOne(fields)
                        ? schemaOne()
                        : OciException.manifestInvalid(
                                "The manifest has no mediaType and came without a Content-Type."));
        return typeOfHeader(mediaType(type), fields);
    }

    private static MediaType typeOfHeader(MediaType type, ManifestFields fields) {
        fields.mediaType().filter(body -> !body.equals(type.value())).ifPresent(body -> {
            throw OciException.manifestInvalid("mediaType is " + Excerpt.quote(body)
                    + ", but the manifest was pushed as \"" + type.value() + "\".");
        });
        return type;
    }

    private static boolean isSchemaOne(ManifestFields fields) {
        return fields.has("fsLayers")
                || fields.schemaVersion().filter(version -> version == 1).isPresent();
    }

    private static void checkSchemaVersion(ManifestFields fields) {
        if (isSchemaOne(fields)) {
            throw schemaOne();
        }
        if (fields.schemaVersion().filter(version -> version == 2).isEmpty()) {
            throw OciException.manifestInvalid("schemaVersion is missing or not 2.");
        }
    }

    private static ImageManifest image(MediaType type, byte[] bytes, ManifestFields fields) {
        refuse(fields, "manifests", "an image manifest");
        require(fields.config().isPresent(), "config", "an image manifest");
        require(fields.layers().isPresent(), "layers", "an image manifest");
        return new ImageManifest(type, bytes, fields);
    }

    private static ImageIndex index(MediaType type, byte[] bytes, ManifestFields fields) {
        refuse(fields, "config", "an index");
        refuse(fields, "layers", "an index");
        require(fields.manifests().isPresent(), "manifests", "an index");
        return new ImageIndex(type, bytes, fields);
    }

    private static void refuse(ManifestFields fields, String key, String kind) {
        if (fields.has(key)) {
            throw OciException.manifestInvalid(key + " has no place in " + kind + ".");
        }
    }

    private static void require(boolean present, String key, String kind) {
        if (!present) {
            throw OciException.manifestInvalid(key + " is missing: " + kind + " needs it.");
        }
    }
}
