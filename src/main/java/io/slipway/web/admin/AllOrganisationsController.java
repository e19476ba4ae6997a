package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.content.Page;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// All organisations of the site.
@Controller
class AllOrganisationsController {

    private static final String PATH = "/admin/organisations";
    private static final int SIZE = 50;

    private final SiteAccess site;
    private final Organisations organisations;

    AllOrganisationsController(SiteAccess site, Organisations organisations) {
        this.site = site;
        this.organisations = organisations;
    }

    @GetMapping(PATH)
    ModelAndView list(Caller caller, Shell shell, @RequestParam(defaultValue = "") String after) {
        site.overseer(caller);
        String last = Words.clean(after);
        Page<Organisation> found = Page.of(organisations.page(last, SIZE + 1), SIZE);
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> PATH + "?after=" + page.items().getLast().name());
        return new ModelAndView(
                "admin/organisations", "page", new OrganisationsPage(shell, found.items(), last.isEmpty(), next));
    }
}
