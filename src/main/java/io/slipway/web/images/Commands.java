package io.slipway.web.images;

import io.slipway.content.ManifestDetails;
import io.slipway.web.PullChoice;
import io.slipway.web.PullTarget;
import io.slipway.web.PullTool;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Lines that run as they are, as the reader chose.
///
/// @param choice with a tool that can take what the page is of
/// @param tools  all that can
public record Commands(PullChoice choice, List<PullTool> tools, List<String> lines) {

    /// A platform is what somebody wrote into an index: here it becomes part of a shell's line.
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9/._-]{0,99}");

    /// @param tag      that the page is of, or else one that names the same
    /// @param platform to pull, where there is a choice
    static Commands of(
            PullChoice choice,
            String image,
            Optional<String> tag,
            ManifestDetails manifest,
            String platform,
            boolean plain) {
        PullTarget target = new PullTarget(
                image,
                tag,
                manifest.digest().toString(),
                PullTarget.Kind.of(manifest.facts().kind(), manifest.facts().artifactType()),
                plain);
        Optional<String> another =
                Optional.of(platform).filter(it -> PLAIN.matcher(it).matches()).flatMap(it -> choice.line(target, it));
        return new Commands(
                choice.of(target),
                choice.tools(target),
                Stream.concat(Stream.of(choice.line(target)), another.stream()).toList());
    }
}
