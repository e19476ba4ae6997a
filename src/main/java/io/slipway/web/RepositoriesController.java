package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.User;
import io.slipway.builds.BuildViews;
import io.slipway.content.RepositoriesFound;
import io.slipway.content.Search;
import io.slipway.content.SearchFilter;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchQuery;
import io.slipway.content.SearchWords;
import io.slipway.content.Visible;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The start page: a dashboard for whoever is signed in, and what is public for others.
@Controller
class RepositoriesController {

    private static final int SIZE = 50;
    /// Of each part of the dashboard.
    private static final int FEW = 10;
    private static final int FAILED = 5;

    private final Access access;
    private final Search search;
    private final BuildViews builds;
    private final Clock clock;

    RepositoriesController(Access access, Search search, BuildViews builds, Clock clock) {
        this.access = access;
        this.search = search;
        this.builds = builds;
        this.clock = clock;
    }

    @GetMapping("/")
    ModelAndView list(
            Caller caller,
            Shell shell,
            @RequestParam(name = "q", defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after) {
        String words = Words.clean(query);
        String last = Words.clean(after);
        if (shell.user().isPresent() && words.isEmpty() && last.isEmpty()) {
            return dashboard(shell, access.visible(caller), shell.user().get());
        }
        SearchQuery asked =
                new SearchQuery(access.visible(caller), new SearchWords(words), SearchFilter.none(), SearchOrder.NAME);
        RepositoriesFound found = search.repositories(asked, last, SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next = found.next().map(place -> path(words, place));
        return new ModelAndView("repositories", "page", new RepositoriesPage(shell, words, rows, last.isEmpty(), next));
    }

    private ModelAndView dashboard(Shell shell, Visible visible, User reader) {
        SearchFilter own = SearchFilter.in(reader.name());
        return new ModelAndView(
                "dashboard",
                "page",
                new DashboardPage(
                        shell,
                        newest(shell, visible, SearchFilter.starred(reader.id())),
                        newest(shell, visible, own),
                        newest(shell, visible, SearchFilter.none()),
                        failed(shell, reader)));
    }

    private List<BuildRow> failed(Shell shell, User reader) {
        Instant now = clock.instant();
        return builds.failed(reader.id(), FAILED).stream()
                .map(build -> BuildRow.of(build, shell.language(), now))
                .toList();
    }

    private List<RepositoriesPage.Row> newest(Shell shell, Visible visible, SearchFilter filter) {
        SearchQuery asked = new SearchQuery(visible, SearchWords.none(), filter, SearchOrder.NEWEST);
        return search.repositories(asked, "", FEW).items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
    }

    private static String path(String words, String after) {
        return UriComponentsBuilder.fromPath("/")
                .queryParamIfPresent("q", Optional.of(words).filter(it -> !it.isEmpty()))
                .queryParam("after", after)
                .encode()
                .toUriString();
    }
}
