package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.RepositorySummary;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A repository as this API shows it.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RepositoryView(
        String name, String visibility, String description, long tags, Optional<Instant> lastPush, long stars) {

    static RepositoryView of(RepositorySummary repository) {
        return new RepositoryView(
                repository.name().value(),
                repository.visibility().name().toLowerCase(Locale.ROOT),
                repository.description(),
                repository.tags(),
                repository.lastPush(),
                repository.stars());
    }
}
