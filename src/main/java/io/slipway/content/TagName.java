package io.slipway.content;

import java.time.Instant;

/// A tag of a manifest that is known already.
public record TagName(String name, Instant updatedAt, String updatedBy) {}
