package io.slipway.registry;

import io.slipway.access.ChallengeException;
import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Verification;
import io.slipway.access.RefreshTokens;
import io.slipway.access.Scope;
import io.slipway.access.Tokens;
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

    private final Credentials credentials;
    private final Tokens tokens;
    private final RefreshTokens refreshTokens;
    private final JsonMapper json;

    TokenHandler(Credentials credentials, Tokens tokens, RefreshTokens refreshTokens, JsonMapper json) {
        this.credentials = credentials;
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
            return answer(Optional.empty(), scope, Optional.empty());
        }
        if (!(authorization.get() instanceof Authorization.Basic basic)) {
            throw new TokenException(401, "a token is given for a user name and a password (Basic)");
        }
        User user = verified(basic, request);
        boolean offline = Query.values(servlet, "offline_token").contains("true");
        String client = first(Query.values(servlet, "client_id")).orElse("docker");
        return answer(
                Optional.of(user), scope, offline ? Optional.of(refreshTokens.issue(user, client)) : Optional.empty());
    }

    ServerResponse post(ServerRequest request) throws IOException {
        Form form = Form.read(request.servletRequest());
        Scope scope = scope(form.values("scope"));
        return switch (form.first("grant_type").orElse("")) {
            case "password" -> password(request, form, scope);
            case "refresh_token" -> refresh(form, scope);
            default -> throw new TokenException(400, "grant_type is password or refresh_token");
        };
    }

    private ServerResponse password(ServerRequest request, Form form, Scope scope) {
        User user = verified(
                new Authorization.Basic(
                        form.first("username").orElse("").replace(' ', '+'),
                        form.first("password").orElse("")),
                request);
        boolean offline = form.first("access_type").filter("offline"::equals).isPresent();
        String client = form.first("client_id").orElse("docker");
        return answer(
                Optional.of(user), scope, offline ? Optional.of(refreshTokens.issue(user, client)) : Optional.empty());
    }

    private ServerResponse refresh(Form form, Scope scope) {
        String token = form.first("refresh_token").orElse("");
        User user = refreshTokens
                .redeem(token)
                .orElseThrow(() -> new TokenException(401, "this sign-in has ended: run docker login again"));
        return answer(Optional.of(user), scope, Optional.of(token));
    }

    private User verified(Authorization.Basic basic, ServerRequest request) {
        return switch (credentials.verify(
                basic.name(), basic.password(), request.servletRequest().getRemoteAddr())) {
            case Verification.Verified verified -> verified.user();
            case Verification.Refused refused -> throw new TokenException(401, refused.reason());
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

    private ServerResponse answer(Optional<User> user, Scope scope, Optional<String> refreshToken) {
        Tokens.Issued issued = tokens.issue(user, scope);
        if (issued.value().length() > Tokens.MAX_LENGTH) {
            throw new TokenException(400, "a token for all these scopes is too long: ask for fewer at once");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token", issued.value());
        body.put("access_token", issued.value());
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
