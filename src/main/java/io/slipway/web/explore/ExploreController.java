package io.slipway.web.explore;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.User;
import io.slipway.content.ContentKind;
import io.slipway.content.ManifestsFound;
import io.slipway.content.RepositoriesFound;
import io.slipway.content.Search;
import io.slipway.content.SearchPlaceException;
import io.slipway.content.SearchQuery;
import io.slipway.content.SearchWords;
import io.slipway.content.TagsFound;
import io.slipway.content.Visible;
import io.slipway.web.Shell;
import io.slipway.web.StarView;
import io.slipway.web.StarViews;
import io.slipway.web.Words;
import io.slipway.web.explore.ExplorePage.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Everything that one may see, with and without words.
@Controller
class ExploreController {

    private static final int SIZE = 50;

    private final Access access;
    private final Search search;
    private final StarViews stars;

    ExploreController(Access access, Search search, StarViews stars) {
        this.access = access;
        this.search = search;
        this.stars = stars;
    }

    @GetMapping(ExploreQuery.PATH)
    ModelAndView show(Caller caller, Shell shell, @RequestParam Map<String, String> given) {
        ExploreQuery query = query(given);
        Visible visible = access.visible(caller);
        ExplorePage page;
        try {
            page = page(shell, visible, query);
        } catch (SearchPlaceException e) {
            page = page(shell, visible, query.from(""));
        }
        return new ModelAndView("explore", "page", page);
    }

    private ExplorePage page(Shell shell, Visible visible, ExploreQuery query) {
        return switch (query.type()) {
            case REPOSITORIES -> repositories(shell, visible, query);
            case TAGS -> tags(shell, visible, query);
            case MANIFESTS -> manifests(shell, visible, query);
        };
    }

    private ExplorePage repositories(Shell shell, Visible visible, ExploreQuery query) {
        Optional<Long> reader = shell.user().map(User::id);
        SearchQuery asked =
                new SearchQuery(visible, query.words(), query.narrowing().filter(reader), query.order());
        RepositoriesFound found = search.explore(asked, query.after(), SIZE);
        Map<String, StarView> stars = this.stars.of(shell, found.items());
        List<Row> rows = found.items().stream()
                .map(it -> Row.of(
                        it, query.words(), shell.language(), stars.get(it.name().value())))
                .toList();
        return new ExplorePage(shell, query, rows, Choices.of(found, query), next(query, found.next()));
    }

    private ExplorePage tags(Shell shell, Visible visible, ExploreQuery query) {
        TagsFound found = search.tags(visible, query.words(), query.after(), SIZE);
        List<Row> rows =
                found.items().stream().map(it -> Row.of(it, shell.language())).toList();
        return new ExplorePage(shell, query, rows, Choices.NONE, next(query, found.next()));
    }

    private ExplorePage manifests(Shell shell, Visible visible, ExploreQuery query) {
        ManifestsFound found = search.manifests(visible, query.words(), query.after(), SIZE);
        List<Row> rows =
                found.items().stream().map(it -> Row.of(it, shell.language())).toList();
        return new ExplorePage(shell, query, rows, Choices.NONE, next(query, found.next()));
    }

    private static ExploreQuery query(Map<String, String> given) {
        SearchWords words = new SearchWords(given(given, "q"));
        return new ExploreQuery(
                words,
                ExploreQuery.Kind.of(given(given, "type"), words),
                new Narrowing(
                        Optional.of(given(given, "ns")).filter(it -> !it.isEmpty()),
                        ExploreQuery.visibility(given(given, "visibility")),
                        ContentKind.of(given(given, "kind")),
                        Optional.of(given(given, "platform")).filter(it -> !it.isEmpty()),
                        given(given, "starred").equals("yes")),
                ExploreQuery.order(given(given, "sort")),
                given(given, "after"));
    }

    private static String given(Map<String, String> given, String name) {
        return Words.clean(given.getOrDefault(name, ""));
    }

    private static Optional<String> next(ExploreQuery query, Optional<String> place) {
        return place.map(it -> query.from(it).path());
    }
}
