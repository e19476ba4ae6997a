package io.slipway.content;

import java.time.LocalDate;
import java.util.Optional;

/// A day (UTC) of a repository.
///
/// @param size at its end; empty before the first measure
public record UsageDay(LocalDate day, long pulls, Optional<RepositorySize> size) {}
