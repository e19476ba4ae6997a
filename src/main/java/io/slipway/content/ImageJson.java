package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig.Settings;
import io.slipway.oci.ImageConfig.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The JSON columns of `content.image`.
@Component
class ImageJson {

    private record Layer(String digest, String mediaType, long size, Map<String, String> annotations) {}

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};
    private static final TypeReference<List<Layer>> LAYERS = new TypeReference<>() {};

    private final JsonMapper json;

    ImageJson(JsonMapper json) {
        this.json = json;
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    String writeLayers(List<ImageLayer> layers) {
        return write(layers.stream()
                .map(it -> new Layer(it.digest().toString(), it.mediaType(), it.size(), it.annotations()))
                .toList());
    }

    Map<String, String> texts(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, TEXTS);
    }

    Settings settings(@Nullable String text) {
        return text == null ? Settings.NONE : json.readValue(text, Settings.class);
    }

    List<Step> history(@Nullable String text) {
        return text == null ? List.of() : json.readValue(text, STEPS);
    }

    List<ImageLayer> layers(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return json.readValue(text, LAYERS).stream()
                .map(it -> new ImageLayer(Digest.parse(it.digest), it.mediaType, it.size, it.annotations))
                .toList();
    }
}
