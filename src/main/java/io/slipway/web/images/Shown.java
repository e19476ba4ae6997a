package io.slipway.web.images;

import io.slipway.content.ImageFacts;
import io.slipway.content.ImageKind;
import io.slipway.content.ManifestDetails;
import io.slipway.inspection.FileSums;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig.Settings;
import io.slipway.oci.Platform;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Size;
import io.slipway.web.images.ImagePage.Digests;
import io.slipway.web.images.ImageView.Fact;
import io.slipway.web.images.ImageView.Pair;
import io.slipway.web.images.ImageView.Row;
import io.slipway.web.images.ImageView.Sums;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Facts for reading.
///
/// @param language of the reader
/// @param sharing  how many other images have each layer
/// @param sums     of its files, where they are known
record Shown(Language language, Map<Digest, Integer> sharing, Optional<FileSums> sums) {

    ImageView of(ManifestDetails manifest, Digests digest) {
        ImageFacts facts = manifest.facts();
        Rows layers = new Rows(language, sharing);
        List<Row> rows = layers.of(facts);
        return new ImageView(
                digest,
                facts.failure()
                        .map(it -> "image.failed."
                                + it.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                facts.platform().map(Platform::toString).orElse(""),
                facts.created().map(it -> Moment.of(it, language)),
                facts.totalSize().map(it -> Size.of(it, language)),
                facts(facts),
                environment(facts.settings()),
                pairs(facts.labels()),
                pairs(manifest.annotations()),
                rows,
                layers.bars(rows, facts),
                layers.areas(rows, facts),
                facts.cut(),
                facts.kind() == ImageKind.ARTIFACT,
                sums.map(it -> new Sums(SumRows.efficiency(it, language), Size.of(it.wasted(), language))));
    }

    private static List<Fact> facts(ImageFacts facts) {
        return facts.texts().entrySet().stream()
                .map(it -> new Fact("image." + it.getKey(), it.getValue()))
                .toList();
    }

    /// As they stand: also those that a later one of the same name replaces.
    private static List<Pair> environment(Settings settings) {
        return settings.environment().stream()
                .map(Settings::variable)
                .map(it -> new Pair(it.getKey(), it.getValue()))
                .toList();
    }

    static List<Pair> pairs(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(it -> new Pair(it.getKey(), it.getValue()))
                        .toList();
    }
}
