package io.slipway.work;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// The cookies by which a browser is known. The pages write them.
public final class BrowserCookies {

    public static final String SESSION = "slipway";
    public static final String CSRF = "slipway-csrf";
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String CSRF_PARAMETER = "_csrf";
    private static final XorCsrfTokenRequestAttributeHandler MASK = new XorCsrfTokenRequestAttributeHandler();

    private BrowserCookies() {}

    public static Optional<String> find(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    public static Optional<String> session(HttpServletRequest request) {
        return find(request, name(request, SESSION));
    }

    /// What a form must repeat, masked anew on each page.
    public static Optional<CsrfToken> csrf(HttpServletRequest request) {
        return find(request, name(request, CSRF))
                .filter(value -> !value.isEmpty())
                .map(BrowserCookies::csrf);
    }

    public static CsrfToken csrf(String value) {
        return new DefaultCsrfToken(CSRF_HEADER, CSRF_PARAMETER, value);
    }

    /// Whether a header repeats the token of a page: scripts of other sites cannot know it, nor send the header.
    public static boolean repeatsCsrfToken(HttpServletRequest request) {
        if (request.getHeader(CSRF_HEADER) == null) {
            return false;
        }
        Optional<CsrfToken> expected = csrf(request);
        Optional<String> sent = expected.map(token -> MASK.resolveCsrfTokenValue(request, token));
        return sent.isPresent()
                && MessageDigest.isEqual(bytes(sent.get()), bytes(expected.get().getToken()));
    }

    /// On https no other host, nor a page on plain http, can set what is read here.
    public static String name(HttpServletRequest request, String name) {
        return request.isSecure() ? "__Host-" + name : name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
