package io.slipway.api;

import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog.Format;
import io.slipway.activity.AuditPosition;
import io.slipway.work.Result;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// What of an audit log is asked for: `actor`, `action` (a beginning), `target` (a part), `result`, `from`, `to`.
///
/// @param text  the filter's parameters, to be repeated in links
/// @param after where the list goes on
record AuditQuery(AuditFilter filter, List<QueryText> text, Optional<AuditPosition> after, PageQuery page) {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    /// @param scope what the caller may see at all
    static AuditQuery of(HttpServletRequest request, AuditFilter scope) {
        PageQuery page = PageQuery.of(request.getParameter("after"), request.getParameter("limit"));
        Optional<AuditPosition> after = AuditPosition.parse(page.after());
        if (after.isEmpty() && !page.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        List<QueryText> text = Arrays.asList("actor", "action", "target", "result", "from", "to").stream()
                .map(name -> new QueryText(name, parameter(request, name)))
                .toList();
        AuditFilter filter = new AuditFilter(
                given(text, 0),
                Optional.empty(),
                given(text, 1),
                scope.namespaceId(),
                scope.repositoryId(),
                given(text, 2),
                given(text, 3).map(AuditQuery::result),
                given(text, 4).map(AuditQuery::instant),
                given(text, 5).map(AuditQuery::instant));
        return new AuditQuery(filter, text, after, page);
    }

    /// As which file the log is wanted, if as one.
    static Optional<Format> format(HttpServletRequest request) {
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(request.getHeader("Accept"));
            return wanted.contains(CSV)
                    ? Optional.of(Format.CSV)
                    : Optional.of(Format.NDJSON).filter(_ -> wanted.contains(NDJSON));
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }

    static String type(Format format) {
        return switch (format) {
            case CSV -> CSV.toString();
            case NDJSON -> NDJSON.toString();
        };
    }

    String in(String path) {
        String link = path;
        for (QueryText parameter : text) {
            link = parameter.in(link);
        }
        return link;
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }

    private static Optional<String> given(List<QueryText> text, int place) {
        return Optional.of(text.get(place).value()).filter(value -> !value.isEmpty());
    }

    private static Result result(String text) {
        return Arrays.stream(Result.values())
                .filter(result -> result.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> ApiException.invalidQuery("result is ok or refused"));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.invalidQuery("a time looks like 2026-11-20T22:15:00Z");
        }
    }
}
