package io.slipway.work;

/// What came of an act.
public enum Result {
    OK,
    REFUSED
}
