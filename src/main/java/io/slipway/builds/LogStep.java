package io.slipway.builds;

/// A line of a log with which a phase begins, or a step of a Dockerfile.
public record LogStep(long number, String text) {}
