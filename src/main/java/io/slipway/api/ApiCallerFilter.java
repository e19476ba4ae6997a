package io.slipway.api;

import io.slipway.access.Authenticator;
import io.slipway.access.Caller;
import io.slipway.access.ThrottledException;
import io.slipway.access.Verification;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns the `Authorization` header, or without one a browser's session, into a [Caller]. Without either nothing
/// is changed but by people who cannot sign in
/// yet.
public class ApiCallerFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = ApiCallerFilter.class.getName();
    private static final String BEARER = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /// Where a link or nothing at all stands for a sign-in.
    private static final Set<String> OPEN =
            Set.of(SignUpsResource.PATH, PasswordResetsResource.PATH, EmailConfirmationsResource.PATH);

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();
    private final Authenticator authenticator;
    private final BrowserCallers browsers;
    private final Problems problems;

    ApiCallerFilter(Authenticator authenticator, BrowserCallers browsers, Problems problems) {
        this.authenticator = authenticator;
        this.browsers = browsers;
        this.problems = problems;
    }

    public static Caller caller(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : new Caller.Anonymous();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Caller caller = authenticate(request);
            if (caller instanceof Caller.Anonymous && !READING.contains(request.getMethod()) && !isOpen(request)) {
                throw missing();
            }
            caller.act();
            request.setAttribute(ATTRIBUTE, caller);
        } catch (RuntimeException e) {
            problems.write(e, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isOpen(HttpServletRequest request) {
        String path = request.getRequestURI();
        return OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    private Caller authenticate(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || header.isBlank()) {
            return browsers.find(request);
        }
        if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return bearer(header.substring(BEARER.length()).strip(), request);
        }
        UsernamePasswordAuthenticationToken given = read(request);
        if (given == null) {
            throw ApiException.unauthorized("send a user name and password as Basic, or a token as Bearer");
        }
        String password = String.valueOf(given.getCredentials());
        return switch (authenticator.verify(given.getName(), password, request.getRemoteAddr())) {
            case Verification.Verified verified -> verified.caller();
            case Verification.FactorNeeded needed -> throw ApiException.unauthorized(needed.reason());
            case Verification.Refused refused -> throw refusal(refused);
        };
    }

    /// Personal access tokens and robots'; the registry's own tokens are good for the registry only.
    private Caller bearer(String token, HttpServletRequest request) {
        return authenticator
                .verify(token, request.getRemoteAddr())
                .orElseThrow(() -> ApiException.unauthorized(
                        "this token is not valid (any more); registry tokens are not taken here"));
    }

    private static RuntimeException refusal(Verification.Refused refused) {
        return refused.delay().isPositive()
                ? new ThrottledException(refused.reason(), refused.delay())
                : ApiException.unauthorized(refused.reason());
    }

    private @Nullable UsernamePasswordAuthenticationToken read(HttpServletRequest request) {
        try {
            return basic.convert(request);
        } catch (AuthenticationException unreadable) {
            throw ApiException.unauthorized("the Basic credentials cannot be read");
        }
    }

    private static ApiException missing() {
        return ApiException.unauthorized("sign in: send a user name and password as Basic, or a token as Bearer");
    }
}
