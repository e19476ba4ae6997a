package io.slipway.web.builds;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.LogReader;
import io.slipway.content.Images;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.web.BuildRow;
import io.slipway.web.CommitLink;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.Size;
import io.slipway.web.builds.BuildPage.Argument;
import io.slipway.web.builds.BuildPage.Log;
import io.slipway.web.builds.BuildPage.Made;
import io.slipway.web.builds.BuildPage.May;
import io.slipway.web.builds.BuildPage.Plan;
import io.slipway.web.builds.BuildPage.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Puts together what the page of a build shows.
@Component
class BuildPageViews {

    private static final int SHOWN = 12;

    private final RepositoryHeads heads;
    private final Images images;
    private final LogReader logs;
    private final BuildEnds ends;
    private final Clock clock;

    BuildPageViews(RepositoryHeads heads, Images images, LogReader logs, BuildEnds ends, Clock clock) {
        this.heads = heads;
        this.images = images;
        this.logs = logs;
        this.ends = ends;
        this.clock = clock;
    }

    String version(Asked asked, BuildSummary shown) {
        return BuildVersion.of(asked, List.of(shown), clock.instant());
    }

    BuildPage one(Asked asked, Repository repository, BuildSummary build, String version, String fault) {
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME);
        Language language = asked.shell().language();
        boolean mayRun = head.allowed().push();
        Instant now = clock.instant();
        return new BuildPage(
                asked.shell(),
                head,
                version,
                BuildRow.of(build, language, now),
                build.times().ended().map(at -> Moment.of(at, language)),
                build.source().map(it -> new Source(it.url(), CommitLink.site(build))),
                Timeline.of(build, language, now),
                ends.of(build, head, mayRun),
                Optional.of(build.plan()).filter(_ -> mayRun).map(BuildPageViews::plan),
                build.digest().map(digest -> made(repository, digest)),
                new May(mayRun && !build.state().isOver() && !build.stopping(), mayRun && build.repeatable()),
                Optional.of(build).filter(_ -> mayRun).map(it -> log(head, it, language)),
                fault);
    }

    private static Plan plan(BuildPlan plan) {
        return new Plan(
                plan.dockerfile(),
                plan.context(),
                plan.target(),
                plan.testTarget(),
                plan.cache(),
                plan.submodules(),
                new TreeMap<>(plan.arguments())
                        .entrySet().stream()
                                .map(it -> new Argument(it.getKey(), it.getValue()))
                                .toList());
    }

    private Made made(Repository repository, String digest) {
        boolean here;
        try {
            here = images.find(repository, Digest.parse(digest)).isPresent();
        } catch (OciException unreadable) {
            here = false;
        }
        String hex = digest.substring(digest.indexOf(':') + 1);
        return new Made(digest, hex.substring(0, Math.min(SHOWN, hex.length())), here);
    }

    private Log log(RepositoryHead head, BuildSummary build, Language language) {
        return new Log(
                head.path(BuildPages.NAME + "/" + build.number() + "/log"),
                !build.state().isOver(),
                logs.last(build),
                Size.of(build.log().bytes(), language));
    }
}
