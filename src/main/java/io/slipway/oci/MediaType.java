package io.slipway.oci;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The manifest types that this registry takes.
public enum MediaType {
    OCI_MANIFEST("application/vnd.oci.image.manifest.v1+json", false),
    OCI_INDEX("application/vnd.oci.image.index.v1+json", true),
    DOCKER_MANIFEST("application/vnd.docker.distribution.manifest.v2+json", false),
    DOCKER_LIST("application/vnd.docker.distribution.manifest.list.v2+json", true);

    private final String value;
    private final boolean index;

    MediaType(String value, boolean index) {
        this.value = value;
        this.index = index;
    }

    /// Takes the value of a `Content-Type` header: parameters, letter case and surrounding spaces do not matter.
    public static Optional<MediaType> find(String contentType) {
        var wanted = withoutParameters(contentType).toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.value.equals(wanted)).findFirst();
    }

    static String withoutParameters(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
    }

    static String all() {
        return Arrays.stream(values()).map(MediaType::value).collect(joining(", "));
    }

    public String value() {
        return value;
    }

    /// Lists manifests instead of a config and layers.
    public boolean isIndex() {
        return index;
    }

    @Override
    public String toString() {
        return value;
    }
}
