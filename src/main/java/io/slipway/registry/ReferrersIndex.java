package io.slipway.registry;

import io.slipway.content.Page;
import io.slipway.content.Referrer;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The image index that lists referrers: at most 4 MiB a page, so that clients can take it as a manifest.
final class ReferrersIndex {

    static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final int MAX_BYTES = 4 * 1024 * 1024 - 1024;

    private final JsonMapper json;
    private final ByteArrayOutputStream descriptors = new ByteArrayOutputStream();
    private OptionalLong next = OptionalLong.empty();

    ReferrersIndex(JsonMapper json) {
        this.json = json;
    }

    void add(Page<Referrer> page) {
        long last = 0;
        for (Referrer referrer : page.items()) {
            byte[] descriptor = descriptor(referrer);
            boolean full = descriptors.size() > 0 && descriptors.size() + descriptor.length > MAX_BYTES;
            if (full) {
                next = OptionalLong.of(last);
                return;
            }
            if (descriptors.size() > 0) {
                descriptors.write(',');
            }
            descriptors.writeBytes(descriptor);
            last = referrer.id();
        }
        if (page.more()) {
            next = OptionalLong.of(last);
        }
    }

    /// Where the next page goes on.
    OptionalLong next() {
        return next;
    }

    byte[] toBytes() {
        ByteArrayOutputStream index = new ByteArrayOutputStream(descriptors.size() + 128);
        index.writeBytes(("{\"schemaVersion\":2,\"mediaType\":\"" + MEDIA_TYPE + "\",\"manifests\":[")
                .getBytes(StandardCharsets.US_ASCII));
        index.writeBytes(descriptors.toByteArray());
        index.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return index.toByteArray();
    }

    static String link(RegistryRequest request, Optional<String> artifactType, long after) {
        String filter = artifactType
                .map(type -> "artifactType=" + URLEncoder.encode(type, StandardCharsets.UTF_8) + "&")
                .orElse("");
        return "</v2/" + request.name() + "/referrers/" + request.reference() + "?" + filter + "after=" + after
                + ">; rel=\"next\"";
    }

    private byte[] descriptor(Referrer referrer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringProperty("mediaType", referrer.mediaType());
            generator.writeStringProperty("digest", referrer.digest().toString());
            generator.writeNumberProperty("size", referrer.size());
            referrer.artifactType().ifPresent(type -> generator.writeStringProperty("artifactType", type));
            referrer.annotations().ifPresent(annotations -> {
                generator.writeName("annotations");
                generator.writeRawValue(annotations);
            });
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
