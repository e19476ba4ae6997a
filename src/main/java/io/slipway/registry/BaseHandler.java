package io.slipway.registry;

import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.registry.RegistryPath.Endpoint;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /v2/`: is this a registry, and are these credentials good?
@Component
class BaseHandler {

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    ServerResponse check(RegistryRequest request) {
        if (request.caller().principal().isEmpty()) {
            throw ChallengeException.forNothing(Reason.NO_TOKEN);
        }
        return Answers.json(ServerResponse.ok(), EMPTY);
    }

    ServerResponse unsupported(ServerRequest request) {
        Endpoint endpoint = RegistryPath.of(request.servletRequest())
                .map(RegistryPath::endpoint)
                .orElseThrow(() -> new NotFoundException(request.path()));
        throw new MethodNotAllowedException(request.method(), endpoint);
    }
}
