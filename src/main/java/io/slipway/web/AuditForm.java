package io.slipway.web;

import io.slipway.activity.AuditFilter;
import io.slipway.work.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/// The filter as it was typed; times are those of its zone.
public record AuditForm(
        String actor, String action, String target, String result, String from, String to, String zone) {

    static AuditForm of(Map<String, String> fields) {
        return new AuditForm(
                get(fields, "actor"),
                get(fields, "action"),
                get(fields, "target"),
                get(fields, "result"),
                get(fields, "from"),
                get(fields, "to"),
                get(fields, "zone"));
    }

    ZoneId zoneId() {
        return parseZone().orElse(ZoneOffset.UTC);
    }

    /// Without what cannot be read, which [#faults] names.
    ///
    /// @param scope what the reader may see at all
    AuditFilter filter(AuditFilter scope) {
        return new AuditFilter(
                given(actor),
                scope.actorId(),
                given(action),
                scope.namespaceId(),
                scope.repositoryId(),
                given(target),
                Arrays.stream(Result.values())
                        .filter(it -> it.name().equals(result))
                        .findFirst(),
                time(from),
                time(to));
    }

    FieldFaults faults() {
        Map<String, String> messages = new LinkedHashMap<>();
        if (!from.isEmpty() && time(from).isEmpty()) {
            messages.put("from", "admin.fault.time");
        }
        if (!to.isEmpty() && time(to).isEmpty()) {
            messages.put("to", "admin.fault.time");
        }
        if (!zone.isEmpty() && parseZone().isEmpty()) {
            messages.put("zone", "admin.fault.zone");
        }
        return new FieldFaults(messages);
    }

    String in(String path, Optional<String> before) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        Map.of("actor", actor, "action", action, "target", target, "result", result, "from", from, "to", to)
                .forEach((name, value) -> link.queryParamIfPresent(name, given(value)));
        return link.queryParamIfPresent("zone", given(zone))
                .queryParamIfPresent("before", before)
                .encode()
                .toUriString()
                .replace("+", "%2B");
    }

    private Optional<ZoneId> parseZone() {
        try {
            return Optional.of(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(String local) {
        try {
            return given(local)
                    .map(text -> LocalDateTime.parse(text).atZone(zoneId()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static String get(Map<String, String> fields, String name) {
        return Words.clean(fields.getOrDefault(name, ""));
    }
}
