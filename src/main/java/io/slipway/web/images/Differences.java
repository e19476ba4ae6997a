package io.slipway.web.images;

import io.slipway.content.ImageFacts;
import io.slipway.content.ImageLayer;
import io.slipway.content.ImageStep;
import io.slipway.oci.Digest;
import io.slipway.web.Language;
import io.slipway.web.Size;
import io.slipway.web.images.ComparePage.Change;
import io.slipway.web.images.ComparePage.Layer;
import io.slipway.web.images.ComparePage.Part;
import io.slipway.web.images.ComparePage.Row;
import io.slipway.web.images.ImageView.Fact;
import io.slipway.web.images.ImageView.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// What differs between two images.
///
/// @param language of the reader
record Differences(ImageFacts from, ImageFacts to, Language language) {

    /// Those that have any.
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        add(parts, "image.configuration", rows(settings(from), settings(to), (it, both) -> row(it, "", both)));
        add(
                parts,
                "image.environment",
                rows(
                        map(Shown.environment(from.settings())),
                        map(Shown.environment(to.settings())),
                        Differences::named));
        add(parts, "image.labels", rows(from.labels(), to.labels(), Differences::named));
        return parts;
    }

    /// Those that one of them has: first what is gone, then what is new.
    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(only(from, to, Change.REMOVED));
        layers.addAll(only(to, from, Change.ADDED));
        return layers;
    }

    int same() {
        Set<Digest> both = digests(from);
        both.retainAll(digests(to));
        return both.size();
    }

    /// Bytes of the second one's layers that the first one has not.
    long more() {
        Set<Digest> have = digests(from);
        return to.layers().stream()
                .filter(it -> have.add(it.digest()))
                .mapToLong(ImageLayer::size)
                .sum();
    }

    private List<Layer> only(ImageFacts one, ImageFacts other, Change change) {
        Set<Digest> others = digests(other);
        return one.steps().stream()
                .filter(it -> it.layer()
                        .filter(layer -> !others.contains(layer.digest()))
                        .isPresent())
                .map(it -> layer(it, it.layer().orElseThrow(), change))
                .toList();
    }

    private Layer layer(ImageStep step, ImageLayer layer, Change change) {
        return new Layer(
                change,
                layer.digest().toString(),
                Brief.of(layer.digest()),
                step.step().map(Rows::command).orElse(""),
                Size.of(layer.size(), language));
    }

    private static Set<Digest> digests(ImageFacts facts) {
        return facts.layers().stream().map(ImageLayer::digest).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> settings(ImageFacts facts) {
        return Shown.facts(facts).stream()
                .collect(Collectors.toMap(
                        Fact::message, it -> String.join(" ", it.values()), (a, _) -> a, LinkedHashMap::new));
    }

    /// Of two variables of one name the last one counts.
    private static Map<String, String> map(List<Pair> pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        pairs.forEach(it -> map.put(it.name(), it.value()));
        return map;
    }

    private record Both(Optional<String> before, Optional<String> after) {}

    private static List<Row> rows(
            Map<String, String> before, Map<String, String> after, BiFunction<String, Both, Row> row) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(it -> !Optional.ofNullable(before.get(it)).equals(Optional.ofNullable(after.get(it))))
                .map(it -> row.apply(
                        it, new Both(Optional.ofNullable(before.get(it)), Optional.ofNullable(after.get(it)))))
                .toList();
    }

    private static Row row(String message, String name, Both both) {
        return new Row(message, name, both.before(), both.after());
    }

    private static Row named(String name, Both both) {
        return row("", name, both);
    }

    private static void add(List<Part> parts, String message, List<Row> rows) {
        if (!rows.isEmpty()) {
            parts.add(new Part(message, rows));
        }
    }
}
