package io.slipway.content;

import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/// A repository as lists and pages show it.
///
/// @param organisation whether its namespace is one, and not a user's
/// @param lastPush when a manifest was last pushed
/// @param stars    how many people keep it at hand
public record RepositorySummary(
        RepositoryName name,
        Visibility visibility,
        String description,
        boolean organisation,
        long tags,
        Optional<Instant> lastPush,
        long stars) {}
