package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.activity.AuditEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A row of the audit log, with the names that it has in exports.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AuditView(
        Instant at,
        long id,
        String action,
        String result,
        String actor,
        Optional<Long> actorId,
        Optional<Long> credentialId,
        String target,
        Optional<Long> namespaceId,
        Optional<Long> repositoryId,
        String address,
        String client,
        String requestId,
        long times,
        Map<String, String> details) {

    static AuditView of(AuditEntry entry) {
        return new AuditView(
                entry.at(),
                entry.position().id(),
                entry.action(),
                entry.result().name(),
                entry.actor(),
                entry.actorId(),
                entry.credentialId(),
                entry.target(),
                entry.namespaceId(),
                entry.repositoryId(),
                entry.address(),
                entry.client(),
                entry.requestId(),
                entry.times(),
                entry.details());
    }
}
