package io.slipway.content;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How long the tags of an image shall stay, as its builder says by a label, or by an annotation of the manifest.
final class ExpiryLabels {

    private static final List<String> NAMES = List.of("slipway.expires-after", "quay.expires-after");

    private ExpiryLabels() {}

    /// Our name before Quay's, a label before an annotation.
    static Optional<Duration> find(Map<String, String> labels, Map<String, String> annotations) {
        return NAMES.stream()
                .flatMap(name -> Stream.of(labels, annotations).map(said -> said.getOrDefault(name, "")))
                .flatMap(text -> TimeSpan.parse(text).stream())
                .findFirst();
    }
}
