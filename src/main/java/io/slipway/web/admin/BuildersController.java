package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.web.BuildRow;
import io.slipway.web.Shell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// What is built and what waits, over all repositories.
@Controller
class BuildersController {

    private static final int ROWS = 100;

    private final SiteAccess site;
    private final BuildViews builds;
    private final Clock clock;

    BuildersController(SiteAccess site, BuildViews builds, Clock clock) {
        this.site = site;
        this.builds = builds;
        this.clock = clock;
    }

    @GetMapping("/admin/builders")
    ModelAndView show(Caller caller, Shell shell) {
        site.overseer(caller);
        return new ModelAndView(
                "admin/builders",
                "page",
                new BuildersPage(shell, rows(builds.running(ROWS), shell), rows(builds.waiting(ROWS), shell)));
    }

    private List<BuildRow> rows(List<BuildSummary> found, Shell shell) {
        Instant now = clock.instant();
        return found.stream()
                .map(build -> BuildRow.of(build, shell.language(), now))
                .toList();
    }
}
