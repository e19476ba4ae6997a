package io.slipway.web.settings;

import io.slipway.access.Caller;
import io.slipway.access.RefreshTokens;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.User;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Where one is signed in: browsers, and clients that did `docker login` with the password.
@Controller
class SessionsController {

    private static final OwnPath PATH = new OwnPath("/settings/sessions");
    private static final String DELETE = "_method=delete";

    private final SiteAccess site;
    private final Sessions sessions;
    private final RefreshTokens logins;

    SessionsController(SiteAccess site, Sessions sessions, RefreshTokens logins) {
        this.site = site;
        this.sessions = sessions;
        this.logins = logins;
    }

    @GetMapping("/settings/sessions")
    ModelAndView list(Caller caller, Shell shell, HttpServletRequest request) {
        User user = site.self(caller);
        SessionsPage page =
                SessionsPage.of(shell, sessions.list(user.id(), SignIn.current(request)), logins.list(user));
        return new ModelAndView("settings/sessions", "page", page);
    }

    @PostMapping(path = "/settings/sessions/{id}", params = DELETE)
    ModelAndView end(Caller caller, @PathVariable long id) {
        if (!sessions.end(site.account(caller).id(), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return PATH.seeOther(Notice.SESSION_ENDED);
    }

    /// All but this one.
    @PostMapping(path = "/settings/sessions", params = DELETE)
    ModelAndView endOthers(Caller caller, HttpServletRequest request) {
        sessions.endOthers(site.account(caller).id(), SignIn.current(request));
        return PATH.seeOther(Notice.SESSIONS_ENDED);
    }

    @PostMapping(path = "/settings/logins/{id}", params = DELETE)
    ModelAndView endLogin(Caller caller, @PathVariable long id) {
        if (!logins.end(site.account(caller), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return PATH.seeOther(Notice.SESSION_ENDED);
    }

    @PostMapping(path = "/settings/logins", params = DELETE)
    ModelAndView endLogins(Caller caller) {
        logins.endAll(site.account(caller));
        return PATH.seeOther(Notice.SESSIONS_ENDED);
    }
}
