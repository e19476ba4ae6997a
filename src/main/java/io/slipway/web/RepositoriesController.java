package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.RepositorySummary;
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
    private final Repositories repositories;

    RepositoriesController(Access access, Repositories repositories) {
        this.access = access;
        this.repositories = repositories;
    }

    @GetMapping("/")
    ModelAndView list(
            Caller caller,
            Shell shell,
            @RequestParam(name = "q", defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after) {
        String words = Words.clean(query);
        String last = Words.clean(after);
        Page<RepositorySummary> found = repositories.search(access.visible(caller), words, last, SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next =
                found.more() ? Optional.of(path(words, rows.getLast().name())) : Optional.empty();
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
