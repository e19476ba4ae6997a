package io.slipway.activity;

import io.slipway.work.Event;
import io.slipway.work.RequestOrigin.Actor;
import io.slipway.work.Result;
import io.slipway.work.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An event in the format of RFC 5424: facility 13 (audit), notice or, for a refusal, warning.
final class SyslogLine {

    private static final int OK = 13 * 8 + 5;
    private static final int REFUSED = 13 * 8 + 4;

    private final String host;

    SyslogLine(String host) {
        this.host = host.replaceAll("[^\\x21-\\x7e]", "").isEmpty() ? "-" : host.replaceAll("[^\\x21-\\x7e]", "");
    }

    byte[] of(StoredEvent stored) {
        Event event = stored.event();
        String line = "<%d>1 %s %s slipway - %s %s %s"
                .formatted(
                        event.result() == Result.OK ? OK : REFUSED,
                        stored.at().truncatedTo(ChronoUnit.MICROS),
                        host,
                        event.action().length() > 32 ? event.action().substring(0, 32) : event.action(),
                        data(stored),
                        message(event));
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static String message(Event event) {
        String actor = event.actor().map(Actor::name).orElse("-");
        return "%s %s %s %s".formatted(actor, event.action(), event.target(), event.result());
    }

    /// The element's number is the one that is set aside for documents and private use.
    private static String data(StoredEvent stored) {
        Event event = stored.event();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("result", event.result().name());
        event.actor().ifPresent(actor -> {
            values.put("actor", actor.name());
            values.put("actorId", Long.toString(actor.principalId()));
            actor.credentialId().ifPresent(id -> values.put("credentialId", Long.toString(id)));
        });
        event.namespaceId().ifPresent(id -> values.put("namespaceId", Long.toString(id)));
        event.repositoryId().ifPresent(id -> values.put("repositoryId", Long.toString(id)));
        values.put("target", event.target());
        values.put("address", stored.body().address());
        values.put("client", stored.body().client());
        values.put("requestId", stored.body().requestId());
        values.put("times", Long.toString(stored.times()));
        event.details().forEach((name, value) -> values.put("d." + name.replaceAll("[^A-Za-z0-9._-]", "_"), value));
        return values.entrySet().stream()
                .map(value -> cut(value.getKey()) + "=\"" + escape(value.getValue()) + '"')
                .collect(Collectors.joining(" ", "[slipway@32473 ", "]"));
    }

    private static String cut(String name) {
        return name.length() > 32 ? name.substring(0, 32) : name;
    }

    private static String escape(String value) {
        return value.replaceAll("([\"\\\\\\]])", "\\\\$1");
    }
}
