package io.slipway.content;

public enum Visibility {
    PRIVATE,
    PUBLIC
}
