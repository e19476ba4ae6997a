package io.slipway.registry;

import io.slipway.access.Authenticator;
import io.slipway.access.Caller;
import io.slipway.access.ChallengeException;
import io.slipway.access.RefreshTokens;
import io.slipway.access.Scope;
import io.slipway.access.ThrottledException;
import io.slipway.access.Tokens;
import io.slipway.access.Verification;
import io.slipway.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// `/token`: Docker's GET with Basic credentials, and the OAuth2 POST.
@Component
class TokenHandler {

    private static final int MAX_BODY = 16 * 1024;
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final Authenticator authenticator;
    private final Tokens tokens;
    private final RefreshTokens refreshTokens;
    private final JsonMapper json;

    TokenHandler(Authenticator authenticator, Tokens tokens, RefreshTokens refreshTokens, JsonMapper json) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.json = json;
    }

    /// Without credentials the token is an anonymous one.
    ServerResponse get(ServerRequest request) {
        HttpServletRequest servlet = request.servletRequest();
        Scope scope = scope(Query.values(servlet, "scope"));
        Optional<Authorization> authorization = authorization(servlet);
        if (authorization.isEmpty()) {
            return answer(new Caller.Anonymous(), scope, Optional.empty());
        }
        if (!(authorization.get() instanceof Authorization.Basic basic)) {
            throw new TokenException(401, "a token is given for a user name and a password (Basic)");
        }
        Caller caller = verified(basic, request);
        boolean offline = Query.values(servlet, "offline_token").contains("true");
        String client = first(Query.values(servlet, "client_id")).orElse("docker");
        return answer(caller, scope, offline ? refreshToken(caller, client) : Optional.empty());
    }

    ServerResponse post(ServerRequest request) throws IOException {
        Form form = Form.read(request.servletRequest());
        Scope scope = scope(form.values("scope"));
        return switch (form.first("grant_type").orElse("")) {
            case "password" -> password(request, form, scope);
            case "refresh_token" -> refresh(form, scope);
            case EXCHANGE -> exchange(request, form, scope);
            default -> throw new TokenException(400, "grant_type is password, refresh_token or " + EXCHANGE);
        };
    }

    private ServerResponse password(ServerRequest request, Form form, Scope scope) {
        Caller caller = verified(
                new Authorization.Basic(
                        form.first("username").orElse("").replace(' ', '+'),
                        form.first("password").orElse("")),
                request);
        boolean offline = form.first("access_type").filter("offline"::equals).isPresent();
        String client = form.first("client_id").orElse("docker");
        return answer(caller, scope, offline ? refreshToken(caller, client) : Optional.empty());
    }

    private ServerResponse refresh(Form form, Scope scope) {
        String token = form.first("refresh_token").orElse("");
        User user = refreshTokens
                .redeem(token)
                .orElseThrow(() -> new TokenException(401, "this sign-in has ended: run docker login again"));
        return answer(new Caller.Person(user), scope, Optional.of(token));
    }

    /// RFC 8693: a personal access token or a robot's for an access token of the registry.
    private ServerResponse exchange(ServerRequest request, Form form, Scope scope) {
        if (!form.first("subject_token_type").filter(ACCESS_TOKEN::equals).isPresent()) {
            throw new TokenException(400, "subject_token_type is " + ACCESS_TOKEN);
        }
        Caller caller = authenticator
                .verify(
                        form.first("subject_token").orElse(""),
                        request.servletRequest().getRemoteAddr())
                .orElseThrow(() -> new TokenException(401, "the subject_token is not valid (any more)"));
        return answer(caller, scope, Optional.empty());
    }

    /// For an account's password only: a copied config.json with a token in it has to keep working.
    private Optional<String> refreshToken(Caller caller, String client) {
        return caller instanceof Caller.Person person
                ? Optional.of(refreshTokens.issue(person.user(), client))
                : Optional.empty();
    }

    private Caller verified(Authorization.Basic basic, ServerRequest request) {
        return switch (authenticator.verify(
                basic.name(), basic.password(), request.servletRequest().getRemoteAddr())) {
            case Verification.Verified verified -> verified.caller();
            case Verification.FactorNeeded needed -> throw new TokenException(401, needed.reason());
            case Verification.Refused refused -> {
                if (refused.delay().isPositive()) {
                    throw new ThrottledException(refused.reason(), refused.delay());
                }
                throw new TokenException(401, refused.reason());
            }
        };
    }

    private static Optional<Authorization> authorization(HttpServletRequest request) {
        try {
            return Authorization.of(request);
        } catch (ChallengeException unreadable) {
            throw new TokenException(401, unreadable.getMessage());
        }
    }

    private static Scope scope(List<String> parameters) {
        if (Scope.count(parameters) > Scope.MAX) {
            throw new TokenException(400, "a token is given for at most " + Scope.MAX + " scopes");
        }
        return Scope.parse(parameters);
    }

    private ServerResponse answer(Caller caller, Scope scope, Optional<String> refreshToken) {
        Tokens.Issued issued = tokens.issue(caller, scope);
        if (issued.value().length() > Tokens.MAX_LENGTH) {
            throw new TokenException(400, "a token for all these scopes is too long: ask for fewer at once");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token", issued.value());
        body.put("access_token", issued.value());
        body.put("issued_token_type", ACCESS_TOKEN);
        body.put("token_type", "Bearer");
        body.put("expires_in", Tokens.LIFE.toSeconds());
        body.put("issued_at", issued.issuedAt().toString());
        refreshToken.ifPresent(token -> body.put("refresh_token", token));
        return Answers.json(ServerResponse.ok().header("Cache-Control", "no-store"), json.writeValueAsBytes(body));
    }

    private static Optional<String> first(List<String> values) {
        return values.stream().findFirst();
    }

    /// A form body of limited size.
    private record Form(String encoded) {

        static Form read(HttpServletRequest request) throws IOException {
            byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new TokenException(413, "the request is larger than " + MAX_BODY + " bytes");
            }
            return new Form(new String(body, StandardCharsets.UTF_8));
        }

        List<String> values(String name) {
            return Query.values(encoded, name);
        }

        Optional<String> first(String name) {
            return values(name).stream().findFirst();
        }
    }
}
