package io.slipway.api;

import io.slipway.work.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/// Long work, and how far it is.
///
/// @param kind      such as `repository.delete`
/// @param subject   what it is about, such as `acme/web`
/// @param state     queued, running, done, failed or cancelled
/// @param phase     a word for what is done now
/// @param total     0 while it is not known
/// @param cancelled whether somebody asked to stop it
/// @param result    what came of it, as each kind says
/// @param problem   why it failed, in a sentence
public record OperationView(
        UUID id,
        String kind,
        String subject,
        String state,
        String phase,
        long done,
        long total,
        boolean cancelled,
        Map<String, Object> result,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    static final String PATH = "/api/v1/operations";

    static OperationView of(Operation operation) {
        return new OperationView(
                operation.id(),
                operation.kind(),
                operation.subject(),
                operation.state().name().toLowerCase(Locale.ROOT),
                operation.progress().phase(),
                operation.progress().done(),
                operation.progress().total(),
                operation.progress().cancelled(),
                fields(operation.result()),
                operation.problem().orElse(null),
                operation.times().created(),
                operation.times().started().orElse(null),
                operation.times().finished().orElse(null));
    }

    /// The answer of a request that long work goes on from.
    public static ResponseEntity<OperationView> accepted(Operation operation) {
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + operation.id()))
                .body(of(operation));
    }

    private static Map<String, Object> fields(JsonNode result) {
        Map<String, Object> fields = new TreeMap<>();
        result.properties().forEach(field -> value(field.getValue()).ifPresent(it -> fields.put(field.getKey(), it)));
        return fields;
    }

    /// Numbers, words and lists of words.
    private static Optional<Object> value(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.asLong());
        }
        if (node.isBoolean()) {
            return Optional.of(node.asBoolean());
        }
        if (node.isArray()) {
            return Optional.of(node.valueStream().map(JsonNode::asString).toList());
        }
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }
}
