package io.slipway.web.operations;

import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Size;
import io.slipway.work.Operation;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An operation as its page shows it. A new kind needs a text `operations.kind.<kind>`, and its phases and results
/// theirs.
///
/// @param kind    the name of a text, or the kind itself where there is none
/// @param named   whether it is a text
/// @param phase   the name of a text; empty where there is none
/// @param percent empty while nobody knows
/// @param facts   what came of it
public record OperationRow(
        String id,
        String kind,
        boolean named,
        String subject,
        String state,
        boolean finished,
        boolean stopping,
        String phase,
        Optional<Integer> percent,
        String count,
        @Nullable String problem,
        List<Fact> facts,
        Moment created,
        Optional<Moment> ended) {

    /// @param name of a text
    public record Fact(String name, String value) {}

    private static final Set<String> KINDS = Set.of("repository.delete", "organisation.delete");
    private static final Set<String> PHASES = Set.of("uploads", "measuring");
    private static final Set<String> SIZES = Set.of("bytes", "freed");
    private static final List<String> FACTS = List.of("tags", "manifests", "uploads", "bytes", "freed");

    static OperationRow of(Operation operation, Language language) {
        NumberFormat format = NumberFormat.getIntegerInstance(language.locale());
        Operation.Progress progress = operation.progress();
        return new OperationRow(
                operation.id().toString(),
                KINDS.contains(operation.kind()) ? "operations.kind." + operation.kind() : operation.kind(),
                KINDS.contains(operation.kind()),
                operation.subject(),
                operation.state().name().toLowerCase(Locale.ROOT),
                operation.state().isFinished(),
                progress.cancelled() && !operation.state().isFinished(),
                PHASES.contains(progress.phase()) ? "operations.phase." + progress.phase() : "",
                progress.percent(),
                progress.total() > 0 ? format.format(progress.done()) + " / " + format.format(progress.total()) : "",
                operation.problem().orElse(null),
                facts(operation.result(), format, language),
                Moment.of(operation.times().created(), language),
                operation.times().finished().map(time -> Moment.of(time, language)));
    }

    private static List<Fact> facts(JsonNode result, NumberFormat format, Language language) {
        return FACTS.stream()
                .filter(name -> result.path(name).isNumber())
                .map(name -> new Fact(
                        "operations.result." + name,
                        text(name, result.path(name).asLong(), format, language)))
                .toList();
    }

    private static String text(String name, long value, NumberFormat format, Language language) {
        return SIZES.contains(name) ? Size.of(value, language).text() : format.format(value);
    }
}
