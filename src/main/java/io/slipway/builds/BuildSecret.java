package io.slipway.builds;

import java.time.Instant;

/// That there is a secret; its value is for builds only.
public record BuildSecret(String name, Instant setAt) {}
