package io.slipway.web;

import io.slipway.work.BrowserCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// Reads and writes cookies; all of ours are for this host and all of its paths.
final class Cookies {

    private static final String FACTOR = "slipway-factor";
    private static final Duration CHOICE = Duration.ofDays(365);

    private Cookies() {}

    static Optional<String> find(HttpServletRequest request, String name) {
        return BrowserCookies.find(request, name);
    }

    static Optional<String> session(HttpServletRequest request) {
        return BrowserCookies.session(request);
    }

    static void setSession(HttpServletRequest request, HttpServletResponse response, String token) {
        write(response, secret(request, BrowserCookies.SESSION, token).build());
    }

    static void clearSession(HttpServletRequest request, HttpServletResponse response) {
        write(response, secret(request, BrowserCookies.SESSION, "").maxAge(0).build());
    }

    /// What stands for a right password until the second factor is shown.
    static Optional<String> factor(HttpServletRequest request) {
        return find(request, BrowserCookies.name(request, FACTOR));
    }

    static void setFactor(HttpServletRequest request, HttpServletResponse response, String ticket) {
        write(response, secret(request, FACTOR, ticket).build());
    }

    static void clearFactor(HttpServletRequest request, HttpServletResponse response) {
        write(response, secret(request, FACTOR, "").maxAge(0).build());
    }

    static void setCsrf(HttpServletRequest request, HttpServletResponse response, String token) {
        write(response, secret(request, BrowserCookies.CSRF, token).build());
    }

    /// A choice of the reader that is no secret, such as the theme.
    static void setChoice(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        write(
                response,
                ResponseCookie.from(name, value)
                        .path("/")
                        .maxAge(CHOICE)
                        .secure(request.isSecure())
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build());
    }

    private static ResponseCookie.ResponseCookieBuilder secret(HttpServletRequest request, String name, String value) {
        return ResponseCookie.from(BrowserCookies.name(request, name), value)
                .path("/")
                .secure(request.isSecure())
                .httpOnly(true)
                .sameSite("Lax");
    }

    private static void write(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
