package io.slipway.web.builds;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.LogReader;
import io.slipway.content.Images;
import io.slipway.content.Page;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Puts together what pages of builds show.
@Component
class BuildPageViews {

    /// What was typed to start a build, and what is wrong with it.
    record Said(TriggerForm typed, TriggerFault fault) {

        static final Said NOTHING = new Said(new TriggerForm(Map.of()), TriggerFault.NONE);
    }

    private static final int SHOWN = 12;
    /// How often what still grows is shown anew, in seconds.
    private static final int BEAT = 5;

    private final RepositoryHeads heads;
    private final BadgePictures badges;
    private final Images images;
    private final LogReader logs;
    private final BuildEnds ends;
    private final BuildStarts starts;
    private final Clock clock;

    BuildPageViews(
            RepositoryHeads heads,
            BadgePictures badges,
            Images images,
            LogReader logs,
            BuildEnds ends,
            BuildStarts starts,
            Clock clock) {
        this.heads = heads;
        this.badges = badges;
        this.images = images;
        this.logs = logs;
        this.ends = ends;
        this.starts = starts;
        this.clock = clock;
    }

    /// Of an address, where anything can stand.
    private static List<Integer> started(String numbers) {
        return numbers.matches("[1-9][0-9]{0,8}(,[1-9][0-9]{0,8}){0,49}")
                ? Stream.of(numbers.split(",")).map(Integer::valueOf).toList()
                : List.of();
    }

    /// Another one after each change, and every few seconds while one of them runs.
    String version(Asked asked, List<BuildSummary> shown) {
        boolean growing = shown.stream().anyMatch(build -> !build.state().isOver());
        long beat = growing ? clock.instant().getEpochSecond() / BEAT : 0;
        int hash = List.of(shown, beat, asked.shell().language(), asked.parameter("done"))
                .hashCode();
        return '"' + Integer.toHexString(hash) + '"';
    }

    /// @param said what was typed to start one, and what is wrong with it
    BuildsPage list(Asked asked, Repository repository, Page<BuildSummary> found, String version, Said said) {
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME);
        Instant now = clock.instant();
        boolean mayRun = head.allowed().push();
        return new BuildsPage(
                asked.shell(),
                head,
                version,
                mayRun,
                found.items().stream()
                        .map(build -> BuildRow.of(build, asked.shell().language(), now))
                        .toList(),
                asked.parameter("before").isEmpty(),
                Optional.of(found)
                        .filter(Page::more)
                        .map(page -> head.path(BuildPages.NAME) + "?before="
                                + page.items().getLast().number()),
                Optional.of(head).filter(_ -> mayRun).map(_ -> badges.link(asked, repository)),
                mayRun ? starts.form(repository, said.typed(), said.fault()) : Optional.empty(),
                started(asked.parameter("started")));
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
