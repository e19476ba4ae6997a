package io.slipway.web;

import io.slipway.accounts.Appearances;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Begins and ends a browser's session: each time with a new cookie and a new CSRF token.
@Component
public class SignIn {

    private final Sessions sessions;
    private final CsrfCookies csrf;
    private final Appearances appearances;

    SignIn(Sessions sessions, CsrfCookies csrf, Appearances appearances) {
        this.sessions = sessions;
        this.csrf = csrf;
        this.appearances = appearances;
    }

    public void begin(User user, HttpServletRequest request, HttpServletResponse response) {
        Cookies.session(request).ifPresent(sessions::end);
        // whoever has two has shown both
        int factors = user.twoFactor() ? 2 : 1;
        String client = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        Cookies.setSession(request, response, sessions.open(user, factors, request.getRemoteAddr(), client));
        csrf.renew(request, response);
        Looks.remember(appearances.get(user.id()), request, response);
    }

    /// All sessions of the user but the one that begins here.
    public void beginAlone(User user, HttpServletRequest request, HttpServletResponse response) {
        sessions.endAll(user.id());
        begin(user, request, response);
    }

    public void end(HttpServletRequest request, HttpServletResponse response) {
        Cookies.session(request).ifPresent(sessions::end);
        Cookies.clearSession(request, response);
        csrf.renew(request, response);
    }

    /// The cookie of the session that asks; empty where none does.
    public static String current(HttpServletRequest request) {
        return Cookies.session(request).orElse("");
    }
}
