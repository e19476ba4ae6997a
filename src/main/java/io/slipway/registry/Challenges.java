package io.slipway.registry;

import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.oci.OciException;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Writes `WWW-Authenticate: Bearer realm="…/token"`. `Basic` is accepted and never offered.
@Component
class Challenges {

    private final PublicUrl publicUrl;

    Challenges(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    void add(ChallengeException challenge, HttpServletRequest request, HttpServletResponse response) {
        StringBuilder header = start(request);
        challenge
                .scope()
                .or(() -> needed(request))
                .ifPresent(scope -> header.append(",scope=\"").append(scope).append('"'));
        challenge
                .reason()
                .error()
                .ifPresent(error -> header.append(",error=\"").append(error).append('"'));
        response.setHeader("WWW-Authenticate", header.toString());
    }

    void addInvalidToken(HttpServletRequest request, HttpServletResponse response) {
        add(ChallengeException.forNothing(Reason.INVALID_TOKEN), request, response);
    }

    /// What a token for this request has to be asked for: an invalid token says nothing of that.
    private static Optional<String> needed(HttpServletRequest request) {
        try {
            return RegistryPath.of(request).flatMap(path -> path.scope(request.getMethod()));
        } catch (OciException noName) {
            return Optional.empty();
        }
    }

    private StringBuilder start(HttpServletRequest request) {
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        String service = base.substring(base.indexOf("://") + 3);
        return new StringBuilder("Bearer realm=\"")
                .append(base)
                .append("/token\",service=\"")
                .append(service)
                .append('"');
    }
}
