package io.slipway.web.images;

import io.slipway.content.ImageDifferences;
import io.slipway.content.ImageDifferences.Difference;
import io.slipway.content.ImageLayer;
import io.slipway.content.ImageStep;
import io.slipway.web.Language;
import io.slipway.web.Size;
import io.slipway.web.images.ComparePage.Change;
import io.slipway.web.images.ComparePage.Layer;
import io.slipway.web.images.ComparePage.Part;
import io.slipway.web.images.ComparePage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What differs between two images, for reading.
///
/// @param language of the reader
record Differences(ImageDifferences images, Language language) {

    /// Those that have any.
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        add(parts, "image.configuration", images.settings(), it -> row("image." + it.name(), "", it));
        add(parts, "image.environment", images.environment(), it -> row("", it.name(), it));
        add(parts, "image.labels", images.labels(), it -> row("", it.name(), it));
        return parts;
    }

    /// Those that one of them has: first what is gone, then what is new.
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        images.removed().forEach(it -> layers.add(layer(it, Change.REMOVED)));
        images.added().forEach(it -> layers.add(layer(it, Change.ADDED)));
        return layers;
    }

    private Layer layer(ImageStep step, Change change) {
        ImageLayer layer = step.layer().orElseThrow();
        return new Layer(
                change,
                layer.digest().toString(),
                Brief.of(layer.digest()),
                step.step().map(Rows::command).orElse(""),
                Size.of(layer.size(), language));
    }

    private static Row row(String message, String name, Difference it) {
        return new Row(message, name, it.before(), it.after());
    }

    private static void add(
            List<Part> parts, String message, List<Difference> differences, Function<Difference, Row> row) {
        if (!differences.isEmpty()) {
            parts.add(new Part(message, differences.stream().map(row).toList()));
        }
    }
}
