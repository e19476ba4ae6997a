package io.slipway.access;

/// What a credential may use of its holder's roles.
public enum Right {
    READ,
    WRITE,
    DELETE,
    ADMIN;

    static Right of(Action action) {
        return switch (action) {
            case PULL -> READ;
            case PUSH -> WRITE;
            case DELETE -> DELETE;
        };
    }
}
