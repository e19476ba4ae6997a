package io.slipway.api;

import io.slipway.access.AccessException;
import io.slipway.access.ThrottledException;
import io.slipway.accounts.AccountsException;
import io.slipway.builds.BuildsException;
import io.slipway.content.LockedTagsException;
import io.slipway.content.PolicyException;
import io.slipway.content.QuotaLimitException;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.work.ErrorForm;
import io.slipway.work.Faults;
import io.slipway.work.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import tools.jackson.databind.json.JsonMapper;

/// The one place that writes problem details and knows which status a code has.
@Component
class Problems implements ErrorForm {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SOON = "5";
    private static final String RETRY_LATER = "60";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean covers(String firstPart) {
        return firstPart.equals("api") || firstPart.equals("hooks");
    }

    @Override
    public void write(int status, String path, HttpServletResponse response) throws IOException {
        send(Problem.of(status), response);
    }

    void write(Throwable error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() || Faults.isClientGone(error)) {
            LOG.debug("{} {} broke off: {}", request.getMethod(), request.getRequestURI(), error.toString());
            return;
        }
        Optional<Problem> known = known(error);
        if (known.isPresent()) {
            addHeaders(error, known.get(), response);
            send(known.get(), response);
        } else {
            writeFault(error, request, response);
        }
    }

    byte[] body(Problem problem) {
        return json.writeValueAsBytes(problem);
    }

    private static Optional<Problem> known(Throwable error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "");
        return Optional.ofNullable(
                switch (error) {
                    case ApiException own -> Problem.of(own.status(), own.code(), message);
                    case PolicyException rule ->
                        Problem.of(400, "policy-invalid", message).at(rule.field());
                    case QuotaLimitException wrong ->
                        Problem.of(400, "limit-invalid", message).at("limit");
                    case AccountsException rule -> Problem.of(status(rule.code()), rule.code(), message);
                    case AccessException rule -> Problem.of(status(rule.code()), rule.code(), message);
                    case BuildsException rule -> of(rule, message);
                    case LockedTagsException locked ->
                        Problem.of(409, "tags-locked", message + "; with locked=true they do");
                    case OciException rule -> Problem.of(status(rule.code()), rule.code(), message);
                    case HttpMessageNotReadableException unreadable ->
                        Problem.of(400, "body-invalid", BodyFault.sentence(unreadable));
                    case ErrorResponse framework -> framework(framework);
                    case RequestRejectedException _, InvalidParameterException _ -> Problem.of(400);
                    default -> null;
                });
    }

    private static Problem of(BuildsException rule, String message) {
        Problem problem = Problem.of(
                switch (rule.code()) {
                    case NOT_FOUND -> 404;
                    case INVALID -> 400;
                    case CONFLICT, PAUSED -> 409;
                    case QUEUE_FULL -> 429;
                },
                rule.code(),
                message);
        return rule.field().isEmpty() ? problem : problem.at(rule.field());
    }

    private static Problem framework(ErrorResponse error) {
        Problem general = Problem.of(error.getStatusCode().value());
        String detail = error.getBody().getDetail();
        return detail == null ? general : Problem.of(general.status(), general.code(), detail);
    }

    private static int status(AccountsException.Code code) {
        return switch (code) {
            case NAME_INVALID,
                    NAME_RESERVED,
                    PASSWORD_TOO_SHORT,
                    PASSWORD_TOO_LONG,
                    PASSWORD_COMMON,
                    PASSWORD_PERSONAL,
                    PASSWORD_SAME,
                    EMAIL_INVALID,
                    EMAIL_SAME,
                    LANGUAGE_UNKNOWN,
                    TEXT_INVALID -> 400;
            case PASSWORD_WRONG, FACTOR_WRONG, SIGN_UP_CLOSED -> 403;
            case USER_UNKNOWN, LINK_INVALID, INVITATION_INVALID -> 404;
            case NAMESPACE_UNKNOWN, ORGANISATION_UNKNOWN, MEMBER_UNKNOWN, TEAM_UNKNOWN, ROBOT_UNKNOWN -> 404;
            case NAME_TAKEN, EMAIL_TAKEN, MEMBER_EXISTS -> 409;
            case MAIL_MISSING, LAST_ADMINISTRATOR, LAST_OWNER, FACTOR_ON, FACTOR_OFF -> 409;
            case TOO_MANY_TRIES -> 429;
        };
    }

    private static int status(AccessException.Code code) {
        return switch (code) {
            case UNAUTHORIZED -> 401;
            case NOT_FOUND, GRANTEE_UNKNOWN -> 404;
            case DENIED, PROOF_WRONG, NO_ROOM -> 403;
            case CREDENTIAL_INVALID, NAME_INVALID -> 400;
            case NOT_EMPTY, NAME_TAKEN -> 409;
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
                    SIZE_INVALID,
                    UNSUPPORTED -> 400;
            case UNAUTHORIZED -> 401;
            case DENIED -> 403;
            case TOOMANYREQUESTS -> 429;
        };
    }

    private static void addHeaders(Throwable error, Problem problem, HttpServletResponse response) {
        if (problem.status() == 429) {
            response.setHeader(
                    "Retry-After",
                    error instanceof ThrottledException throttled ? String.valueOf(throttled.seconds()) : RETRY_LATER);
        }
        if (error instanceof ErrorResponse framework) {
            framework.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
    }

    /// What is not the client's doing. 503 where it may pass: storage or database out of reach.
    private void writeFault(Throwable error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (Faults.isPassing(error)) {
            LOG.error("{} {} answered 503: {}", request.getMethod(), request.getRequestURI(), Faults.reason(error));
            response.setHeader("Retry-After", RETRY_SOON);
            send(Problem.of(503, "unavailable", "storage or database cannot be reached; try again"), response);
        } else {
            String id = RequestOrigin.of(request).traceId();
            LOG.error("{} {} failed, error {}", request.getMethod(), request.getRequestURI(), id, error);
            send(Problem.of(500, "internal-error", "an error of the registry; its log names it " + id), response);
        }
    }

    private void send(Problem problem, HttpServletResponse response) throws IOException {
        byte[] body = body(problem);
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
