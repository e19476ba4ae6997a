package io.slipway.activity;

import io.slipway.work.Result;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One row of the audit log; names are those of that moment.
///
/// @param actor empty with no `actorId`: nobody signed in, or the system itself
/// @param times more than one for what is rolled up by the hour
public record AuditEntry(
        AuditPosition position,
        String action,
        Result result,
        Optional<Long> actorId,
        String actor,
        Optional<Long> credentialId,
        Optional<Long> namespaceId,
        Optional<Long> repositoryId,
        String target,
        Map<String, String> details,
        String address,
        String client,
        String requestId,
        long times) {

    public Instant at() {
        return position.at();
    }
}
