package io.slipway.content;

import java.util.List;
import java.util.Optional;

/// What a repository takes and how often it is pulled.
///
/// @param size as last measured, some seconds after a push; empty before the first measure
/// @param days without gaps, the oldest first; the last one is today
public record RepositoryUsage(Optional<RepositorySize> size, List<UsageDay> days) {

    public long pulls() {
        return days.stream().mapToLong(UsageDay::pulls).sum();
    }
}
