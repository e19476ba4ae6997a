package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.gc.RetentionRun;
import java.time.Instant;
import java.util.Optional;

/// One application of a policy.
///
/// @param by      who asked for it; absent for the schedule
/// @param deleted how many tags went
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RunView(
        long id,
        String state,
        Optional<String> by,
        Instant createdAt,
        Optional<Instant> finishedAt,
        long tags,
        long deleted) {

    static RunView of(RetentionRun run) {
        return new RunView(
                run.id(),
                PoliciesResource.id(run.state()),
                run.by(),
                run.createdAt(),
                run.finishedAt(),
                run.counts().looked(),
                run.counts().gone());
    }
}
