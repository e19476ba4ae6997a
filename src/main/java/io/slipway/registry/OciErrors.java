package io.slipway.registry;

import io.slipway.access.ChallengeException;
import io.slipway.access.ThrottledException;
import io.slipway.content.BrokenUploadException;
import io.slipway.content.StaleRepositoryException;
import io.slipway.content.UploadOffsetException;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.work.Faults;
import io.slipway.work.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// The one place that writes the specification's `errors` array and knows which status a code has.
@Component
class OciErrors {

    /// For what the specification has no code.
    static final String UNKNOWN = "UNKNOWN";

    private static final Logger LOG = LoggerFactory.getLogger(OciErrors.class);
    private static final String RETRY_SOON = "5";
    private static final String RETRY_LATER = "60";

    private record Entry(String code, String message) {}

    private final Challenges challenges;
    private final JsonMapper json;

    OciErrors(Challenges challenges, JsonMapper json) {
        this.challenges = challenges;
        this.json = json;
    }

    ServerResponse respond(Throwable error, ServerRequest request) {
        return ServerResponse.ok().build((servlet, response) -> {
            write(error, servlet, response);
            return null;
        });
    }

    void write(Throwable error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (error) {
            case BrokenUploadException _ -> LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), error);
            case OciException known -> write(known, request, response);
            case TokenException refused -> writeRefusedToken(refused, response);
            case RequestRejectedException _ ->
                body(response, 400, ErrorCode.UNSUPPORTED.name(), "a header has characters that none may have");
            default -> writeFault(error, request, response);
        }
    }

    private void write(OciException error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (error) {
            case ChallengeException challenge -> challenges.add(challenge, request, response);
            case StaleRepositoryException _ -> challenges.addInvalidToken(request, response);
            case UploadOffsetException offset -> UploadHandler.addPosition(request, response, offset.session());
            case MethodNotAllowedException method -> response.setHeader("Allow", method.allowed());
            default -> {}
        }
        if (error.code() == ErrorCode.TOOMANYREQUESTS) {
            response.setHeader(
                    "Retry-After",
                    error instanceof ThrottledException throttled ? String.valueOf(throttled.seconds()) : RETRY_LATER);
        }
        body(response, status(error), error.code().name(), Objects.requireNonNullElse(error.getMessage(), ""));
    }

    /// `details` is what Docker prints of a refused login, `errors` what the others read.
    private void writeRefusedToken(TokenException refused, HttpServletResponse response) throws IOException {
        String code = refused.status() == 401 ? ErrorCode.UNAUTHORIZED.name() : ErrorCode.UNSUPPORTED.name();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("details", refused.getMessage());
        body.put("errors", List.of(new Entry(code, String.valueOf(refused.getMessage()))));
        send(response, refused.status(), body);
    }

    /// What is not the client's doing. 503 where it may pass: storage or database out of reach.
    private void writeFault(Throwable error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted() || Faults.isClientGone(error)) {
            LOG.debug("{} {} broke off: {}", request.getMethod(), request.getRequestURI(), error.toString());
            return;
        }
        if (Faults.isPassing(error)) {
            LOG.error("{} {} answered 503: {}", request.getMethod(), request.getRequestURI(), Faults.reason(error));
            response.setHeader("Retry-After", RETRY_SOON);
            body(response, 503, "UNAVAILABLE", "the registry cannot reach its storage or database; try again");
        } else {
            String id = RequestOrigin.of(request).traceId();
            LOG.error("{} {} failed, error {}", request.getMethod(), request.getRequestURI(), id, error);
            body(response, 500, UNKNOWN, "an error of the registry; its log names it " + id);
        }
    }

    void body(HttpServletResponse response, int status, String code, String message) throws IOException {
        send(response, status, Map.of("errors", List.of(new Entry(code, message))));
    }

    private void send(HttpServletResponse response, int status, Map<String, ?> content) throws IOException {
        byte[] body = json.writeValueAsBytes(content);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static int status(OciException error) {
        return switch (error) {
            case UploadOffsetException _ -> 416;
            case TooLargeException _ -> 413;
            case NotFoundException _ -> 404;
            default -> status(error.code());
        };
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case BLOB_UNKNOWN, BLOB_UPLOAD_UNKNOWN, MANIFEST_UNKNOWN, NAME_UNKNOWN -> 404;
            case BLOB_UPLOAD_INVALID,
                    DIGEST_INVALID,
                    MANIFEST_BLOB_UNKNOWN,
                    MANIFEST_INVALID,
                    NAME_INVALID,
                    SIZE_INVALID -> 400;
            case UNAUTHORIZED -> 401;
            case DENIED -> 403;
            case UNSUPPORTED -> 405;
            case TOOMANYREQUESTS -> 429;
        };
    }
}
