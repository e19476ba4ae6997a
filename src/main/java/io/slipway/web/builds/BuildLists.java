package io.slipway.web.builds;

import io.slipway.builds.BuildAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.builds.BuildsException;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.web.BuildRow;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The page of all builds of a repository: the form that starts one, the list, and the badge.
@Component
class BuildLists {

    private static final int SIZE = 30;

    /// What was typed to start a build, and what is wrong with it.
    record Said(TriggerForm typed, TriggerFault fault) {

        static final Said NOTHING = new Said(new TriggerForm(Map.of()), TriggerFault.NONE);
    }

    private final BuildAccess access;
    private final BuildViews views;
    private final RepositoryHeads heads;
    private final BuildStarts starts;
    private final BadgePictures badges;
    private final Clock clock;

    BuildLists(
            BuildAccess access,
            BuildViews views,
            RepositoryHeads heads,
            BuildStarts starts,
            BadgePictures badges,
            Clock clock) {
        this.access = access;
        this.views = views;
        this.heads = heads;
        this.starts = starts;
        this.badges = badges;
        this.clock = clock;
    }

    @Nullable
    ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        Optional<Integer> before = Optional.of(asked.parameter("before"))
                .filter(it -> !it.isEmpty())
                .map(BuildPages::number);
        Page<BuildSummary> found = views.page(repository, before, SIZE);
        String version = BuildVersion.of(asked, found.items(), clock.instant());
        if (BuildVersion.isKnown(asked, version)) {
            return null;
        }
        return new ModelAndView("builds/list", "page", list(asked, repository, found, version, Said.NOTHING));
    }

    void badge(Asked asked) throws IOException {
        badges.write(asked);
    }

    /// Leads to the build, or to the list where there are several.
    ModelAndView start(Asked asked, Repository repository, TriggerForm typed) {
        try {
            List<Integer> made =
                    starts.start(repository, typed, asked.caller().principal().orElseThrow());
            if (made.size() == 1) {
                return BuildPages.page(repository, made.getFirst()).seeOther(Notice.BUILD_QUEUED);
            }
            String numbers = made.stream().map(String::valueOf).collect(Collectors.joining(","));
            return new OwnPath("/r/" + repository.name() + "/-/" + BuildPages.NAME + "?started=" + numbers).seeOther();
        } catch (BuildsException refused) {
            TriggerFault fault = starts.fault(repository, typed, refused);
            Page<BuildSummary> found = views.page(repository, Optional.empty(), SIZE);
            BuildsPage shown = list(
                    asked,
                    repository,
                    found,
                    BuildVersion.of(asked, found.items(), clock.instant()),
                    new Said(typed, fault));
            HttpStatus status = fault.field().isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return new ModelAndView("builds/list", Map.of("page", shown), status);
        }
    }

    /// @param said what was typed to start one, and what is wrong with it
    private BuildsPage list(Asked asked, Repository repository, Page<BuildSummary> found, String version, Said said) {
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

    /// Of an address, where anything can stand.
    private static List<Integer> started(String numbers) {
        return numbers.matches("[1-9][0-9]{0,8}(,[1-9][0-9]{0,8}){0,49}")
                ? Stream.of(numbers.split(",")).map(Integer::valueOf).toList()
                : List.of();
    }
}
