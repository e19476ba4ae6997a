package io.slipway.registry;

import io.slipway.access.Authenticator;
import io.slipway.access.Caller;
import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.access.ThrottledException;
import io.slipway.access.Tokens;
import io.slipway.access.Verification;
import io.slipway.oci.OciException;
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
    private final Authenticator authenticator;
    private final OciErrors errors;

    CallerFilter(Tokens tokens, Authenticator authenticator, OciErrors errors) {
        this.tokens = tokens;
        this.authenticator = authenticator;
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
            Caller caller = authenticate(request);
            caller.act();
            request.setAttribute(ATTRIBUTE, caller);
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
                    case Authorization.Bearer bearer -> bearer(bearer.token(), request);
                    case Authorization.Basic basic -> basic(basic, request);
                };
    }

    private Caller bearer(String token, HttpServletRequest request) {
        Optional<Caller> caller = Authenticator.isToken(token)
                ? authenticator.verify(token, request.getRemoteAddr())
                : tokens.read(token).map(Caller.Bearer::new);
        return caller.orElseThrow(() -> ChallengeException.forNothing(Reason.INVALID_TOKEN));
    }

    private Caller basic(Authorization.Basic basic, HttpServletRequest request) {
        return switch (authenticator.verify(basic.name(), basic.password(), request.getRemoteAddr())) {
            case Verification.Verified verified -> verified.caller();
            case Verification.FactorNeeded needed -> throw ChallengeException.refused(needed.reason());
            case Verification.Refused refused -> throw refusal(refused);
        };
    }

    private static OciException refusal(Verification.Refused refused) {
        return refused.delay().isPositive()
                ? new ThrottledException(refused.reason(), refused.delay())
                : ChallengeException.refused(refused.reason());
    }
}
