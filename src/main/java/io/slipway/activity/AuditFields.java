package io.slipway.activity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names under which the values of a row leave, the same in all formats.
final class AuditFields {

    static final List<String> NAMES = List.of(
            "at",
            "id",
            "action",
            "result",
            "actor",
            "actorId",
            "credentialId",
            "target",
            "namespaceId",
            "repositoryId",
            "address",
            "client",
            "requestId",
            "times",
            "details");

    private AuditFields() {}

    /// In the order of the names; what is absent is left out.
    static Map<String, Object> of(AuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", entry.at().toString());
        fields.put("id", entry.position().id());
        fields.put("action", entry.action());
        fields.put("result", entry.result().name());
        fields.put("actor", entry.actor());
        put(fields, "actorId", entry.actorId());
        put(fields, "credentialId", entry.credentialId());
        fields.put("target", entry.target());
        put(fields, "namespaceId", entry.namespaceId());
        put(fields, "repositoryId", entry.repositoryId());
        fields.put("address", entry.address());
        fields.put("client", entry.client());
        fields.put("requestId", entry.requestId());
        fields.put("times", entry.times());
        fields.put("details", entry.details());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<Long> value) {
        value.ifPresent(id -> fields.put(name, id));
    }
}
