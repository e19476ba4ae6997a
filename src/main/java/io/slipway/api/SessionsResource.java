package io.slipway.api;

import io.slipway.access.DockerLogin;
import io.slipway.access.RefreshTokens;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.BrowserSession;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where the caller is signed in: browsers, and clients that did `docker login` with the password.
@RestController
class SessionsResource {

    private static final String SESSIONS = "/api/v1/me/sessions";
    private static final String LOGINS = "/api/v1/me/logins";

    record SessionView(long id, Instant createdAt, Instant seenAt, String address, String client, int factors) {

        static SessionView of(BrowserSession session) {
            return new SessionView(
                    session.id(),
                    session.createdAt(),
                    session.seenAt(),
                    session.address(),
                    session.client(),
                    session.factors());
        }
    }

    record LoginView(long id, String client, Instant createdAt, Instant usedAt, Instant expiresAt) {

        static LoginView of(DockerLogin login) {
            return new LoginView(login.id(), login.client(), login.createdAt(), login.usedAt(), login.expiresAt());
        }
    }

    private final SiteAccess site;
    private final Sessions sessions;
    private final RefreshTokens logins;

    SessionsResource(SiteAccess site, Sessions sessions, RefreshTokens logins) {
        this.site = site;
        this.sessions = sessions;
        this.logins = logins;
    }

    @GetMapping(SESSIONS)
    List<SessionView> sessions(HttpServletRequest request) {
        User user = site.self(ApiCallerFilter.caller(request));
        return sessions.list(user.id(), "").stream().map(SessionView::of).toList();
    }

    @DeleteMapping(SESSIONS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(@PathVariable long id, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        if (!sessions.end(user.id(), id)) {
            throw ApiException.notFound();
        }
    }

    /// All browsers, also the one that asks.
    @DeleteMapping(SESSIONS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(HttpServletRequest request) {
        sessions.endAll(site.account(ApiCallerFilter.caller(request)).id());
    }

    @GetMapping(LOGINS)
    List<LoginView> logins(HttpServletRequest request) {
        User user = site.self(ApiCallerFilter.caller(request));
        return logins.list(user).stream().map(LoginView::of).toList();
    }

    @DeleteMapping(LOGINS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endLogin(@PathVariable long id, HttpServletRequest request) {
        if (!logins.end(site.account(ApiCallerFilter.caller(request)), id)) {
            throw ApiException.notFound();
        }
    }

    @DeleteMapping(LOGINS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endLogins(HttpServletRequest request) {
        logins.endAll(site.account(ApiCallerFilter.caller(request)));
    }
}
