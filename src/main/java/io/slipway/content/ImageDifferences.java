package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What differs between two images, by their configs and layers.
public record ImageDifferences(ImageFacts from, ImageFacts to) {

    /// Something that has a name.
    ///
    /// @param before empty where the first one has none
    /// @param after  empty where the second one has none
    public record Difference(String name, Optional<String> before, Optional<String> after) {}

    /// Settings by the names of [ImageFacts#texts].
    public List<Difference> settings() {
        return between(joined(from), joined(to));
    }

    public List<Difference> environment() {
        return between(from.settings().variables(), to.settings().variables());
    }

    public List<Difference> labels() {
        return between(from.labels(), to.labels());
    }

    /// Layers that the second one has not, with the steps that made them.
    public List<ImageStep> removed() {
        return only(from, to);
    }

    /// Layers that the first one has not, with the steps that made them.
    public List<ImageStep> added() {
        return only(to, from);
    }

    /// How many layers both have.
    public int same() {
        Set<Digest> both = digests(from);
        both.retainAll(digests(to));
        return both.size();
    }

    /// Bytes that somebody downloads who has the first one and wants the second.
    public long more() {
        Set<Digest> have = digests(from);
        return to.layers().stream()
                .filter(it -> have.add(it.digest()))
                .mapToLong(ImageLayer::size)
                .sum();
    }

    private static List<ImageStep> only(ImageFacts one, ImageFacts other) {
        Set<Digest> others = digests(other);
        return one.steps().stream()
                .filter(it -> it.layer()
                        .filter(layer -> !others.contains(layer.digest()))
                        .isPresent())
                .toList();
    }

    private static Set<Digest> digests(ImageFacts facts) {
        return facts.layers().stream().map(ImageLayer::digest).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> joined(ImageFacts facts) {
        Map<String, String> texts = new LinkedHashMap<>();
        facts.texts().forEach((name, values) -> texts.put(name, String.join(" ", values)));
        return texts;
    }

    private static List<Difference> between(Map<String, String> before, Map<String, String> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(it -> new Difference(it, Optional.ofNullable(before.get(it)), Optional.ofNullable(after.get(it))))
                .filter(it -> !it.before().equals(it.after()))
                .toList();
    }
}
