package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.RepositoriesFound;
import io.slipway.content.Search;
import io.slipway.content.SearchFilter;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchQuery;
import io.slipway.content.SearchWords;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The start page: what one may read.
@Controller
class RepositoriesController {

    private static final int SIZE = 50;

    private final Access access;
    private final Search search;

    RepositoriesController(Access access, Search search) {
        this.access = access;
        this.search = search;
    }

    @GetMapping("/")
    ModelAndView list(
            Caller caller,
            Shell shell,
            @RequestParam(name = "q", defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after) {
        String words = Words.clean(query);
        String last = Words.clean(after);
        SearchQuery asked =
                new SearchQuery(access.visible(caller), new SearchWords(words), SearchFilter.none(), SearchOrder.NAME);
        RepositoriesFound found = search.repositories(asked, last, SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next = found.next().map(place -> path(words, place));
        return new ModelAndView("repositories", "page", new RepositoriesPage(shell, words, rows, last.isEmpty(), next));
    }

    private static String path(String words, String after) {
        return UriComponentsBuilder.fromPath("/")
                .queryParamIfPresent("q", Optional.of(words).filter(it -> !it.isEmpty()))
                .queryParam("after", after)
                .encode()
                .toUriString();
    }
}
