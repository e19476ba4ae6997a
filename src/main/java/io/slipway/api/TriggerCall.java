package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A request for something below `build-triggers` of a repository.
///
/// @param parts what follows `build-triggers/`
record TriggerCall(ServerRequest request, RepositoryName name, List<String> parts, Access access, JsonMapper json) {

    static final String NAME = "build-triggers";

    private static final String PATH = "/api/v1/repositories/";

    /// Empty where the path is of something else.
    static Optional<List<String>> parts(String path) {
        int at = path.indexOf("/-/");
        if (!path.startsWith(PATH) || at < PATH.length()) {
            return Optional.empty();
        }
        String below = path.substring(at + "/-/".length());
        if (below.equals(NAME)) {
            return Optional.of(List.of());
        }
        return below.startsWith(NAME + "/")
                ? Optional.of(List.of(below.substring(NAME.length() + 1).split("/", -1)))
                : Optional.empty();
    }

    static RepositoryName name(String path) {
        return RepositoryName.parse(path.substring(PATH.length(), path.indexOf("/-/")));
    }

    Caller caller() {
        return ApiCallerFilter.caller(request.servletRequest());
    }

    long by() {
        return caller().principal().orElseThrow();
    }

    /// For whom maintains it: all that is said of triggers.
    Repository maintained() {
        return access.toMaintain(caller(), name);
    }

    /// For whom may push to it: to start builds.
    Repository pushed() {
        // a push would make a missing one
        access.toSee(caller(), name);
        return access.toPush(caller(), name);
    }

    UUID id() {
        String text = parts.getFirst();
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw ApiException.notFound();
        }
        return UUID.fromString(text);
    }

    String part(int at) {
        return parts.get(at);
    }

    long number(int at) {
        String text = parts.get(at);
        if (!text.matches("[0-9]{1,18}")) {
            throw ApiException.notFound();
        }
        return Long.parseLong(text);
    }

    @Nullable
    String ifMatch() {
        return request.headers().firstHeader("If-Match");
    }

    PageQuery page() {
        return PageQuery.of(
                request.param("after").orElse(null), request.param("limit").orElse(null));
    }

    String path() {
        return PATH + name + "/-/" + NAME;
    }

    /// @throws ApiException 400, 413
    <T> T body(Class<T> type) throws IOException {
        byte[] bytes = request.servletRequest().getInputStream().readNBytes(ApiAdvice.MAX_BODY + 1);
        if (bytes.length > ApiAdvice.MAX_BODY) {
            throw ApiAdvice.tooLarge(ApiAdvice.MAX_BODY);
        }
        T value;
        try {
            value = json.readValue(bytes, type);
        } catch (JacksonException e) {
            throw ApiException.invalid(BodyFault.sentence(e));
        }
        if (value == null) {
            throw ApiException.invalid("the body must be one JSON object");
        }
        return value;
    }
}
