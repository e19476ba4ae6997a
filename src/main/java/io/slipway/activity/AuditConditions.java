package io.slipway.activity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A filter as SQL: only with the conditions that are asked for, so that the right index is taken.
final class AuditConditions {

    private final List<String> conditions = new ArrayList<>(List.of("TRUE"));
    private final Map<String, Object> parameters;

    private AuditConditions(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /// @param parameters get the values
    static String of(AuditFilter filter, Optional<AuditPosition> before, Map<String, Object> parameters) {
        AuditConditions made = new AuditConditions(parameters);
        made.add("actor = :actor", "actor", filter.actor());
        made.add("actor_id = :actorId", "actorId", filter.actorId());
        made.add("starts_with(action, :action)", "action", filter.action());
        made.add("namespace_id = :namespaceId", "namespaceId", filter.namespaceId());
        made.add("repository_id = :repositoryId", "repositoryId", filter.repositoryId());
        made.add("strpos(lower(target), lower(:target)) > 0", "target", filter.target());
        made.add("result = :result", "result", filter.result().map(Enum::name));
        made.add("at >= :from", "from", filter.from().map(AuditConditions::time));
        made.add("at < :to", "to", filter.to().map(AuditConditions::time));
        before.ifPresent(position -> {
            made.add("(at, id) < (:at, :id)", "at", Optional.of(time(position.at())));
            parameters.put("id", position.id());
        });
        return String.join(" AND ", made.conditions);
    }

    private void add(String condition, String name, Optional<?> value) {
        value.ifPresent(present -> {
            conditions.add(condition);
            parameters.put(name, present);
        });
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
