package io.slipway.web;

import io.slipway.oci.ErrorCode;
import io.slipway.work.RequestOrigin;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// What is shown when there is nothing to show. Programs get JSON, in the form of the registry's errors.
@Controller
class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final List<String> PROGRAMS = List.of("/v2", "/v1", "/token", "/api", "/hooks");

    private final Shells shells;
    private final JsonMapper json;

    ErrorPages(Shells shells, JsonMapper json) {
        this.shells = shells;
        this.json = json;
    }

    @RequestMapping("/error")
    @Nullable
    ModelAndView show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .map(code -> HttpStatus.resolve((Integer) code))
                .orElse(HttpStatus.INTERNAL_SERVER_ERROR);
        String path = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .map(Object::toString)
                .orElse("/");
        Optional<String> id = status.is5xxServerError()
                ? Optional.of(log(request, path, request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)))
                : Optional.empty();
        if (PROGRAMS.stream().anyMatch(start -> path.equals(start) || path.startsWith(start + "/"))) {
            write(status, id, response);
            return null;
        }
        return page(status, id, request, path);
    }

    private ModelAndView page(HttpStatus status, Optional<String> id, HttpServletRequest request, String path) {
        String message = SeeAsFilter.refused(request) ? ErrorPage.SEEING : message(status);
        Optional<String> here = Optional.of(path).filter(_ -> status == HttpStatus.NOT_FOUND);
        ErrorPage page = new ErrorPage(shells.of(request, here), status.value(), message, id);
        return new ModelAndView("error", Map.of("page", page), status);
    }

    private static String message(HttpStatus status) {
        return Stream.of(400, 403, 404, 405, 413)
                .filter(code -> code == status.value())
                .findFirst()
                .map(code -> "error." + code)
                .orElse(status.is4xxClientError() ? "error.400" : "error.500");
    }

    private void write(HttpStatus status, Optional<String> id, HttpServletResponse response) throws IOException {
        String message =
                status.getReasonPhrase() + id.map(it -> " (" + it + ")").orElse("");
        response.setStatus(status.value());
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write(json.writeValueAsBytes(
                        Map.of("errors", List.of(Map.of("code", code(status), "message", message)))));
    }

    private static String code(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> ErrorCode.NAME_UNKNOWN.name();
            case FORBIDDEN -> ErrorCode.DENIED.name();
            case UNAUTHORIZED -> ErrorCode.UNAUTHORIZED.name();
            case METHOD_NOT_ALLOWED -> ErrorCode.UNSUPPORTED.name();
            default -> status.is4xxClientError() ? ErrorCode.NAME_INVALID.name() : "UNKNOWN";
        };
    }

    private static String log(HttpServletRequest request, String path, @Nullable Object cause) {
        String id = RequestOrigin.of(request).traceId();
        LOG.error("fault {} at {}", id, path, cause instanceof Throwable thrown ? thrown : null);
        return id;
    }
}
