package io.slipway.web.settings;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Credential;
import io.slipway.access.Credentials;
import io.slipway.access.ScopeNames;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import io.slipway.oci.OciException;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Snippets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// One's own personal access tokens.
@Controller
class TokensController {

    private static final OwnPath PATH = new OwnPath("/settings/tokens");
    private static final int SIZE = 50;

    private final SiteAccess site;
    private final Credentials credentials;
    private final ScopeNames names;

    TokensController(SiteAccess site, Credentials credentials, ScopeNames names) {
        this.site = site;
        this.credentials = credentials;
        this.names = names;
    }

    @GetMapping("/settings/tokens")
    ModelAndView list(Caller caller, Shell shell, @RequestParam Optional<Long> before) {
        User user = site.self(caller);
        return new ModelAndView("settings/tokens", "page", page(shell, user, before));
    }

    /// Shows the secret at once: it is nowhere to be read again.
    @PostMapping("/settings/tokens")
    ModelAndView create(Caller caller, Shell shell, @ModelAttribute TokenForm form) {
        User user = site.account(caller);
        try {
            return made(shell, credentials.issue(user, form.on(names, caller), caller), false);
        } catch (AccessException e) {
            FieldFaults faults = switch (e.code()) {
                case NOT_FOUND -> FieldFaults.at("places", "tokens.placeUnknown");
                default -> FieldFaults.ofForm("tokens.refused");
            };
            return refused(page(shell, user, Optional.empty()).with(form, faults));
        } catch (OciException unknownRepository) {
            FieldFaults faults = FieldFaults.at("places", "tokens.placeUnknown");
            return refused(page(shell, user, Optional.empty()).with(form, faults));
        }
    }

    @PostMapping("/settings/tokens/{id}/rotations")
    ModelAndView rotate(Caller caller, Shell shell, @PathVariable long id) {
        return made(shell, credentials.rotate(site.account(caller), id, Optional.empty(), caller), true);
    }

    @PostMapping(path = "/settings/tokens/{id}", params = "disabled")
    ModelAndView change(Caller caller, @PathVariable long id, @RequestParam boolean disabled) {
        credentials.setDisabled(site.account(caller), id, disabled);
        return PATH.seeOther(disabled ? Notice.TOKEN_DISABLED : Notice.TOKEN_ENABLED);
    }

    @PostMapping(path = "/settings/tokens/{id}", params = "_method=delete")
    ModelAndView revoke(Caller caller, @PathVariable long id) {
        credentials.revoke(site.account(caller), id);
        return PATH.seeOther(Notice.TOKEN_REVOKED);
    }

    private TokensPage page(Shell shell, User user, Optional<Long> before) {
        Page<Credential> found = credentials.page(user, before, SIZE);
        List<TokensPage.Row> rows = found.items().stream()
                .map(token -> TokensPage.Row.of(token, shell.language()))
                .toList();
        Optional<String> next = found.more()
                ? Optional.of("/settings/tokens?before=" + rows.getLast().id())
                : Optional.empty();
        return new TokensPage(
                shell,
                new TokensPage.Slice(rows, before.isEmpty(), next),
                credentials.maxLife().toDays(),
                TokenForm.empty(credentials.life()),
                FieldFaults.NONE);
    }

    private static ModelAndView made(Shell shell, Credentials.Issued issued, boolean rotated) {
        Snippets secret = new Snippets(shell.registry(), shell.userName(), issued.secret());
        TokenPage page = new TokenPage(shell, issued.credential().name(), secret, rotated);
        return new ModelAndView("settings/token", "page", page);
    }

    private static ModelAndView refused(TokensPage page) {
        return new ModelAndView("settings/tokens", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
