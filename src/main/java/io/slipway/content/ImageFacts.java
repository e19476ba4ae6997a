package io.slipway.content;

import io.slipway.oci.ImageConfig.Settings;
import io.slipway.oci.ImageConfig.Step;
import io.slipway.oci.Platform;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the worker read of a manifest and its config.
///
/// @param waiting      the worker did not come by yet: all else is empty
/// @param failure      why the config says nothing; layers are there all the same
/// @param artifactType of an artifact: its own type, or that of what it carries
/// @param platforms    in fixed order; of an index, those it lists
/// @param totalSize    what a client downloads, in bytes; empty for an index, whose parts have one each
/// @param cut          texts were too long, and are not whole
public record ImageFacts(
        boolean waiting,
        Optional<ImageFailure> failure,
        ImageKind kind,
        Optional<String> artifactType,
        Optional<Platform> platform,
        List<String> platforms,
        Optional<Instant> created,
        Optional<String> author,
        Settings settings,
        Map<String, String> labels,
        List<Step> history,
        List<ImageLayer> layers,
        Optional<Long> totalSize,
        boolean cut) {

    /// Layers with the steps that made them, and steps that made none.
    public List<ImageStep> steps() {
        return ImageStep.join(history, layers);
    }

    /// Settings that it has, as a Dockerfile writes them, in the order for reading: entrypoint, command, ports, user,
    /// directory, volumes, stopSignal, author.
    public Map<String, List<String>> texts() {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        texts.put("entrypoint", arguments(settings.entrypoint()));
        texts.put("command", arguments(settings.command()));
        texts.put("ports", settings.ports());
        texts.put("user", settings.user().stream().toList());
        texts.put("directory", settings.workingDirectory().stream().toList());
        texts.put("volumes", settings.volumes());
        texts.put("stopSignal", settings.stopSignal().stream().toList());
        texts.put("author", author.stream().toList());
        texts.values().removeIf(List::isEmpty);
        return texts;
    }

    /// Where one argument ends and the next begins can be seen.
    private static List<String> arguments(List<String> arguments) {
        return arguments.isEmpty()
                ? List.of()
                : List.of(arguments.stream()
                        .map(it -> '"' + it.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(", ", "[", "]")));
    }
}
