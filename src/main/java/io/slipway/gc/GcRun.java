package io.slipway.gc;

import io.slipway.content.Collected;
import java.time.Instant;

/// What all replicas collected in an hour.
///
/// @param endedAt when the last step of it ended
public record GcRun(Instant hour, Instant endedAt, Collected collected) {}
