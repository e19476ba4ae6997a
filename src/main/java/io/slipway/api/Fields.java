package io.slipway.api;

import org.jspecify.annotations.Nullable;

/// What a body must have.
final class Fields {

    private Fields() {}

    static <T> T need(@Nullable T value, String name) {
        if (value == null) {
            throw ApiException.invalid("the field " + name + " is needed");
        }
        return value;
    }
}
