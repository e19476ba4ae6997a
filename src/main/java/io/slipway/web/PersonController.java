package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.RepositorySummary;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// A person's public face: their name and what the reader may see of their namespace.
@Controller
class PersonController {

    private static final int SIZE = 50;

    private final Access access;
    private final Users users;
    private final Repositories repositories;

    PersonController(Access access, Users users, Repositories repositories) {
        this.access = access;
        this.users = users;
        this.repositories = repositories;
    }

    @GetMapping("/u/{name}")
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String name, @RequestParam(defaultValue = "") String after) {
        User person = users.find(name).orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
        // all names of the namespace come after this one and before what follows the slash
        String start = person.name() + "/";
        String last = Words.clean(after).startsWith(start) ? Words.clean(after) : start;
        Page<RepositorySummary> found = repositories.summaries(access.visible(caller), last, SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .filter(repository -> repository.name().value().startsWith(start))
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next = found.more() && rows.size() == SIZE
                ? Optional.of(UriComponentsBuilder.fromPath("/u/" + person.name())
                        .queryParam("after", rows.getLast().name())
                        .encode()
                        .toUriString())
                : Optional.empty();
        boolean self = shell.userName().equals(person.name());
        return new ModelAndView(
                "person",
                "page",
                new PersonPage(shell, person.name(), person.displayName(), self, rows, last.equals(start), next));
    }
}
