package io.slipway.registry;

import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
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
        if (RegistryPath.of(request.servletRequest()).isEmpty()) {
            throw new NotFoundException(request.path());
        }
        throw new OciException(ErrorCode.UNSUPPORTED, "this endpoint does not know the method " + request.method());
    }
}
