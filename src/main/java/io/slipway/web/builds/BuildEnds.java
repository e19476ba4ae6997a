package io.slipway.web.builds;

import io.slipway.builds.BuildSummary;
import io.slipway.builds.LogReader;
import io.slipway.web.RepositoryHead;
import io.slipway.web.builds.BuildPage.End;
import io.slipway.web.builds.BuildPage.Place;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Says why builds ended as they did: once, and with a way to where in the log it was.
@Component
class BuildEnds {

    private static final int LONGEST = 160;

    /// Those of failures that a message says.
    private static final Set<String> REASONS = Set.of(
            "source-gone",
            "clone",
            "commit-missing",
            "lfs",
            "path",
            "dockerfile",
            "base-image",
            "step",
            "test",
            "push",
            "memory",
            "disk",
            "log-limit",
            "lost",
            "internal");

    /// Those of which the program's own sentence tells nothing more.
    private static final Set<String> WHOLE = Set.of("source-gone", "step", "test");

    private final LogReader logs;

    BuildEnds(LogReader logs) {
        this.logs = logs;
    }

    /// Empty before it is over.
    ///
    /// @param all whether the reader may read logs
    Optional<End> of(BuildSummary build, RepositoryHead head, boolean all) {
        String word = build.reason().toLowerCase(Locale.ROOT).replace('_', '-');
        String detail = all && !WHOLE.contains(word) ? build.detail() : "";
        return switch (build.state()) {
            case QUEUED, CLONING, BUILDING, TESTING, PUSHING -> Optional.empty();
            case SUCCEEDED -> Optional.of(new End("builds.end.succeeded", "", "", detail, Optional.empty()));
            case FAILED -> {
                boolean known = REASONS.contains(word);
                yield Optional.of(new End(
                        known ? "builds.end.failed." + word : "builds.end.failed",
                        "",
                        known || !all ? "" : word,
                        detail,
                        place(build, head, all)));
            }
            case CANCELLED -> {
                String who = build.people().canceller().orElse("");
                yield Optional.of(new End(
                        who.isEmpty() ? "builds.end.cancelled" : "builds.end.cancelledBy",
                        who,
                        "",
                        "",
                        Optional.empty()));
            }
            case TIMED_OUT -> Optional.of(new End("builds.end.timed-out", "", "", detail, place(build, head, all)));
            case SUPERSEDED -> Optional.of(new End("builds.end.superseded", "", "", "", Optional.empty()));
        };
    }

    private Optional<Place> place(BuildSummary build, RepositoryHead head, boolean all) {
        return Optional.of(build).filter(_ -> all).flatMap(logs::lastStep).map(step -> {
            String text = LogText.plain(step.text()).replaceFirst("^==> ", "");
            String path = head.path(BuildPages.NAME + "/" + build.number() + "/log#L" + step.number());
            return new Place(path, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
        });
    }
}
