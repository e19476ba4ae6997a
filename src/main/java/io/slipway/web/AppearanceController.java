package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Appearance;
import io.slipway.accounts.Appearances;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// How the pages and their commands look. Each browser keeps it in cookies, for people without an account too; whoever
/// signs in gets what they chose last, wherever that was.
@Controller
class AppearanceController {

    private static final OwnPath PATH = new OwnPath("/settings/appearance");

    private final SiteAccess site;
    private final Appearances appearances;

    AppearanceController(SiteAccess site, Appearances appearances) {
        this.site = site;
        this.appearances = appearances;
    }

    @GetMapping("/settings/appearance")
    ModelAndView show(Caller caller, Shell shell) {
        site.self(caller);
        return new ModelAndView("settings/appearance", "page", new AppearancePage(shell));
    }

    /// What the form leaves out stays as it is.
    @PostMapping("/settings/appearance")
    ModelAndView choose(
            Caller caller,
            @RequestParam Map<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Reading> reading = Optional.of(form)
                .filter(it -> it.containsKey("density"))
                .map(it -> new Reading(
                        "compact".equals(it.get("density")),
                        "absolute".equals(it.get("times")),
                        "off".equals(it.get("keys"))));
        Appearance chosen =
                Looks.known(Optional.ofNullable(form.get("theme")), Optional.ofNullable(form.get("language")), reading);
        Looks.remember(chosen, request, response);
        PullChoice.remember(form, request, response);
        // whoever sees the site as somebody else chooses for this browser only
        if (caller instanceof Caller.Person person) {
            appearances.change(person.user().id(), chosen);
        }
        return reading.isPresent()
                ? PATH.seeOther(Notice.SAVED)
                : OwnPath.orHome(Optional.ofNullable(form.get("next"))).seeOther();
    }
}
