package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Verification;
import io.slipway.accounts.User;
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

/// Turns the `Authorization` header into a [Caller]. Nothing is changed without one.
class ApiCallerFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = ApiCallerFilter.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();
    private final Credentials credentials;
    private final Problems problems;

    ApiCallerFilter(Credentials credentials, Problems problems) {
        this.credentials = credentials;
        this.problems = problems;
    }

    static Caller caller(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : new Caller.Anonymous();
    }

    static User user(HttpServletRequest request) {
        if (caller(request) instanceof Caller.Person person) {
            return person.user();
        }
        throw missing();
    }

    static User administrator(HttpServletRequest request) {
        User user = user(request);
        if (!user.administrator()) {
            throw new ApiException(403, "denied", "this is for administrators");
        }
        return user;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Caller caller = authenticate(request);
            if (caller instanceof Caller.Anonymous && !READING.contains(request.getMethod())) {
                throw missing();
            }
            request.setAttribute(ATTRIBUTE, caller);
        } catch (RuntimeException e) {
            problems.write(e, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller authenticate(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || header.isBlank()) {
            return new Caller.Anonymous();
        }
        UsernamePasswordAuthenticationToken given = read(request);
        if (given == null) {
            throw ApiException.unauthorized(
                    "send the user name and password as Basic; registry tokens are not taken here");
        }
        String password = String.valueOf(given.getCredentials());
        return switch (credentials.verify(given.getName(), password, request.getRemoteAddr())) {
            case Verification.Verified verified -> new Caller.Person(verified.user());
            case Verification.Refused refused -> throw ApiException.unauthorized(refused.reason());
        };
    }

    private @Nullable UsernamePasswordAuthenticationToken read(HttpServletRequest request) {
        try {
            return basic.convert(request);
        } catch (AuthenticationException unreadable) {
            throw ApiException.unauthorized("the Basic credentials cannot be read");
        }
    }

    private static ApiException missing() {
        return ApiException.unauthorized("sign in: send the user name and password as Basic");
    }
}
