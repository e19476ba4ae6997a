package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.ImageLayer;
import io.slipway.content.ImageStep;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A layer of an image with the step that made it, or a step that made none; of an artifact, a file.
///
/// @param size        compressed, in bytes
/// @param instruction the command as it stands in a Dockerfile
/// @param createdBy   the same in the builder's own words
/// @param sharedWith  how many other manifests of the repository have it; 100 for that many and more
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record LayerView(
        int position,
        Optional<String> digest,
        Optional<String> mediaType,
        Optional<Long> size,
        Optional<String> instruction,
        Optional<String> createdBy,
        Optional<String> comment,
        Optional<Instant> created,
        Optional<Integer> sharedWith,
        Map<String, String> annotations) {

    static List<LayerView> of(List<ImageStep> steps, Map<Digest, Integer> sharing) {
        List<LayerView> views = new ArrayList<>();
        for (ImageStep step : steps) {
            Optional<ImageLayer> layer = step.layer();
            views.add(new LayerView(
                    views.size() + 1,
                    layer.map(it -> it.digest().toString()),
                    layer.map(ImageLayer::mediaType),
                    layer.map(ImageLayer::size),
                    step.step().map(Step::instruction),
                    step.step().map(Step::createdBy),
                    step.step().map(Step::comment).filter(it -> !it.isEmpty()),
                    step.step().flatMap(Step::created),
                    layer.map(it -> sharing.getOrDefault(it.digest(), 0)),
                    layer.map(ImageLayer::annotations).orElse(Map.of())));
        }
        return views;
    }
}
