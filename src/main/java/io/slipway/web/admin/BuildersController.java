package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.builds.Builders;
import io.slipway.web.BuildRow;
import io.slipway.web.Language;
import io.slipway.web.LapsedTime;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What builds, what is built and what waits, over all repositories.
@Controller
class BuildersController {

    private static final int ROWS = 100;

    private final SiteAccess site;
    private final Builders builders;
    private final BuildViews builds;
    private final Clock clock;

    BuildersController(SiteAccess site, Builders builders, BuildViews builds, Clock clock) {
        this.site = site;
        this.builders = builders;
        this.builds = builds;
        this.clock = clock;
    }

    @GetMapping("/admin/builders")
    ModelAndView show(Caller caller, Shell shell) {
        site.overseer(caller);
        return new ModelAndView(
                "admin/builders",
                "page",
                new BuildersPage(
                        shell,
                        builders.list().stream()
                                .map(builder -> BuildersPage.Row.of(builder, shell.language()))
                                .toList(),
                        limits(builders.limits(), shell.language()),
                        rows(builds.running(ROWS), shell),
                        rows(builds.waiting(ROWS), shell)));
    }

    private static BuildersPage.Limits limits(Builders.Limits limits, Language language) {
        return new BuildersPage.Limits(
                limits.perNamespace(),
                limits.queue(),
                LapsedTime.of(limits.time(), language),
                Size.of(limits.memory(), language),
                Size.of(limits.disk(), language),
                Size.of(limits.log(), language),
                limits.processes(),
                limits.open());
    }

    private List<BuildRow> rows(List<BuildSummary> found, Shell shell) {
        Instant now = clock.instant();
        return found.stream()
                .map(build -> BuildRow.of(build, shell.language(), now))
                .toList();
    }
}
