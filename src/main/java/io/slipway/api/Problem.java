package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.slipway.work.RequestOrigin;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/// RFC 9457's problem details. The code is the last part of the type.
///
/// @param field of the body, where one is wrong: `tagRules[0].patterns[1]`
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "field", "traceId"})
record Problem(String type, String title, int status, String code, String detail, Optional<String> field) {

    private static final int FAULT = 500;

    /// By which a fault is found in logs and traces. Answers that refuse something have none: what is hidden and what
    /// is
    /// missing are answered alike, to the byte. Their trace is `X-Request-Id` without its dashes.
    @JsonProperty("traceId")
    Optional<String> traceId() {
        return RequestOrigin.current().filter(_ -> status >= FAULT).map(RequestOrigin::traceId);
    }

    Problem at(String place) {
        return new Problem(type, title, status, code, detail, Optional.of(place));
    }

    static Problem of(int status, String code, String detail) {
        String words = code.replace('-', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return new Problem("/problems/" + code, title, status, code, detail, Optional.empty());
    }

    static Problem of(int status, Enum<?> code, String detail) {
        return of(status, code.name().toLowerCase(Locale.ROOT).replace('_', '-'), detail);
    }

    static Problem of(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        HttpStatus shown = known == null ? HttpStatus.BAD_REQUEST : known;
        return of(status, shown, shown.getReasonPhrase());
    }
}
