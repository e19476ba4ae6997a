package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.ImageChoice;
import io.slipway.content.ImageDifferences;
import io.slipway.content.ImageDifferences.Difference;
import io.slipway.content.ImageLayer;
import io.slipway.content.ImageStep;
import io.slipway.inspection.Comparisons;
import io.slipway.inspection.FileDifference;
import io.slipway.inspection.FileDifferences;
import io.slipway.oci.ImageConfig.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// How two images of a repository differ.
///
/// @param state      `waiting` until both configs were read, then `read`
/// @param platforms  that both have; empty where there is no choice
/// @param layers     that one of them has: first what is gone, then what is new
/// @param sameLayers how many both have
/// @param more       bytes that somebody downloads who has the first one
/// @param files      absent where there are none to be compared, and for who may not pull
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ComparisonView(
        String state,
        Side from,
        Side to,
        List<String> platforms,
        List<Change> settings,
        List<Change> environment,
        List<Change> labels,
        List<Layer> layers,
        int sameLayers,
        long more,
        Optional<Files> files) {

    /// @param digest    of the image; of an index, the manifest of the platform
    /// @param totalSize what a client downloads, in bytes
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Side(
            String reference,
            String digest,
            Optional<String> platform,
            Optional<Instant> created,
            Optional<Long> totalSize) {}

    /// @param before absent where the first one has none
    /// @param after  absent where the second one has none
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Change(String name, Optional<String> before, Optional<String> after) {}

    /// @param change `added` or `removed`
    /// @param size   compressed, in bytes
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Layer(String change, String digest, long size, Optional<String> instruction) {}

    /// @param state       `waiting` until they are compared, then `read`; `failed` where they cannot be
    /// @param differences in the order of paths, as many as were asked for
    record Files(String state, Map<String, Sum> sums, List<File> differences) {}

    /// @param bytes that the second one has more; negative where it has less
    record Sum(int files, long bytes) {}

    /// @param change  `added`, `removed` or `changed`
    /// @param aspects what differs where both have it: `kind`, `content`, `target`, `mode`, `owner`
    /// @param before  bytes; absent for what is no file, and where it is not there
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record File(
            String path, String change, String kind, List<String> aspects, OptionalLong before, OptionalLong after) {}

    static ComparisonView of(ImageChoice from, ImageChoice to, Optional<Comparisons.Answer> files) {
        ImageDifferences images =
                new ImageDifferences(from.image().facts(), to.image().facts());
        boolean waiting = images.from().waiting() || images.to().waiting();
        List<Layer> layers = new ArrayList<>();
        images.removed().forEach(it -> layers.add(layer(it, "removed")));
        images.added().forEach(it -> layers.add(layer(it, "added")));
        List<String> platforms = from.platforms().parts().keySet().stream()
                .filter(to.platforms().parts()::containsKey)
                .toList();
        return new ComparisonView(
                waiting ? "waiting" : "read",
                side(from),
                side(to),
                platforms,
                changes(images.settings()),
                changes(images.environment()),
                changes(images.labels()),
                layers,
                images.same(),
                images.more(),
                files.map(ComparisonView::files));
    }

    private static Side side(ImageChoice choice) {
        String platform = choice.platforms().key();
        return new Side(
                choice.reference().toString(),
                choice.image().digest().toString(),
                Optional.of(platform).filter(it -> !it.isEmpty()),
                choice.image().facts().created(),
                choice.image().facts().totalSize());
    }

    private static List<Change> changes(List<Difference> differences) {
        return differences.stream()
                .map(it -> new Change(it.name(), it.before(), it.after()))
                .toList();
    }

    private static Layer layer(ImageStep step, String change) {
        ImageLayer layer = step.layer().orElseThrow();
        return new Layer(
                change, layer.digest().toString(), layer.size(), step.step().map(Step::instruction));
    }

    private static Files files(Comparisons.Answer answer) {
        String state = answer.waiting() ? "waiting" : answer.differences().isPresent() ? "read" : "failed";
        Map<String, Sum> sums = new TreeMap<>();
        answer.differences()
                .map(FileDifferences::sums)
                .orElse(Map.of())
                .forEach((change, sum) -> sums.put(lower(change), new Sum(sum.files(), sum.bytes())));
        List<File> rows = answer.differences()
                .map(it -> it.files().items().stream().map(ComparisonView::file).toList())
                .orElse(List.of());
        return new Files(state, sums, rows);
    }

    private static File file(FileDifference file) {
        return new File(
                file.path(),
                lower(file.change()),
                lower(file.kind()),
                file.aspects().stream().map(ComparisonView::lower).toList(),
                file.before(),
                file.after());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
