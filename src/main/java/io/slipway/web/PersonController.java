package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceFace;
import io.slipway.access.NamespaceFaces;
import io.slipway.accounts.Namespaces;
import io.slipway.content.Page;
import io.slipway.content.Quotas;
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

    private final NamespaceFaces faces;
    private final Namespaces namespaces;
    private final Quotas quotas;

    PersonController(NamespaceFaces faces, Namespaces namespaces, Quotas quotas) {
        this.faces = faces;
        this.namespaces = namespaces;
        this.quotas = quotas;
    }

    @GetMapping("/u/{name}")
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String name, @RequestParam(defaultValue = "") String after) {
        NamespaceFace person = faces.get(caller, name);
        if (person.organisation()) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Page<RepositorySummary> found = faces.repositories(caller, person, Words.clean(after), SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next = found.more()
                ? Optional.of(UriComponentsBuilder.fromPath("/u/" + person.name())
                        .queryParam("after", rows.getLast().name())
                        .encode()
                        .toUriString())
                : Optional.empty();
        boolean first = !after.startsWith(person.name() + "/");
        boolean self = shell.userName().equals(person.name());
        Optional<QuotaBar> quota = self ? quota(person.name(), shell.language()) : Optional.empty();
        return new ModelAndView(
                "person",
                "page",
                new PersonPage(shell, person.name(), person.displayName(), self, quota, rows, first, next));
    }

    private Optional<QuotaBar> quota(String name, Language language) {
        return namespaces.find(name).flatMap(quotas::of).map(quota -> QuotaBar.of(quota, language));
    }
}
