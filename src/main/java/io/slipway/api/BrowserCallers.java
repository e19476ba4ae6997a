package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.accounts.Session;
import io.slipway.accounts.Sessions;
import io.slipway.work.BrowserCookies;
import io.slipway.work.OwnOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Browsers that are signed in on the pages: with the token that pages carry, else their cookies are not looked at.
@Component
class BrowserCallers {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Sessions sessions;
    private final OwnOrigin origin;

    BrowserCallers(Sessions sessions, OwnOrigin origin) {
        this.sessions = sessions;
        this.origin = origin;
    }

    /// @throws ApiException for what a browser that is signed in may not send
    Caller find(HttpServletRequest request) {
        if (!BrowserCookies.repeatsCsrfToken(request)) {
            return new Caller.Anonymous();
        }
        if (!origin.sent(request)) {
            throw new ApiException(403, "origin-refused", "this was sent by another site's page");
        }
        Optional<Session> session = BrowserCookies.session(request).flatMap(sessions::find);
        session.ifPresent(known -> check(known, request));
        return session.map(Caller::of).orElseGet(Caller.Anonymous::new);
    }

    private static void check(Session session, HttpServletRequest request) {
        if (session.user().initialUntil().isPresent()) {
            throw new ApiException(403, "password-initial", "choose a password of your own first, at /password");
        }
        if (session.seeAs().isPresent() && !READING.contains(request.getMethod())) {
            throw new ApiException(403, "denied", "nothing can be changed while you see the site as somebody else");
        }
    }
}
