package io.slipway.builds;

/// What started a build.
public enum BuildCause {
    PUSH,
    MANUAL,
    REMOTE,
    RETRY,
    REDELIVERY,
    BACKFILL
}
