package io.slipway.registry;

import io.slipway.access.Caller;
import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Verification;
import io.slipway.access.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns the `Authorization` header into a [Caller]. A valid bearer token costs no query.
@Component
class CallerFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = CallerFilter.class.getName();

    private final Tokens tokens;
    private final Credentials credentials;
    private final OciErrors errors;

    CallerFilter(Tokens tokens, Credentials credentials, OciErrors errors) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.errors = errors;
    }

    static Caller caller(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : new Caller.Anonymous();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Answers.mark(response);
        try {
            request.setAttribute(ATTRIBUTE, authenticate(request));
        } catch (RuntimeException e) {
            errors.write(e, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller authenticate(HttpServletRequest request) {
        Optional<Authorization> authorization = Authorization.of(request);
        return authorization.isEmpty()
                ? new Caller.Anonymous()
                : switch (authorization.get()) {
                    case Authorization.Bearer bearer ->
                        tokens.read(bearer.token())
                                .map(Caller.Bearer::new)
                                .orElseThrow(() -> ChallengeException.forNothing(Reason.INVALID_TOKEN));
                    case Authorization.Basic basic -> person(basic, request);
                };
    }

    private Caller person(Authorization.Basic basic, HttpServletRequest request) {
        return switch (credentials.verify(basic.name(), basic.password(), request.getRemoteAddr())) {
            case Verification.Verified verified -> new Caller.Person(verified.user());
            case Verification.Refused refused -> throw ChallengeException.refused(refused.reason());
        };
    }
}
