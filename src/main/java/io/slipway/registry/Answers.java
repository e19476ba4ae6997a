package io.slipway.registry;

import io.slipway.oci.Digest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.ServerResponse.BodyBuilder;

/// Answers that several handlers give.
final class Answers {

    private Answers() {}

    /// What every answer below `/v2/` carries.
    static void mark(HttpServletResponse response) {
        response.setHeader("Docker-Distribution-Api-Version", "registry/2.0");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    static ServerResponse json(BodyBuilder builder, byte[] body) {
        return bytes(builder.contentType(MediaType.APPLICATION_JSON), body);
    }

    static ServerResponse bytes(BodyBuilder builder, byte[] body) {
        return builder.contentLength(body.length).build((_, response) -> {
            response.getOutputStream().write(body);
            return null;
        });
    }

    static ServerResponse empty(BodyBuilder builder) {
        return builder.contentLength(0).build();
    }

    static BodyBuilder created(String location, Digest digest) {
        return ServerResponse.status(201)
                .header("Location", location)
                .header("Docker-Content-Digest", digest.toString());
    }
}
