package io.slipway.content;

import java.time.Instant;

/// A repository that was found, with what orders it.
record Hit(long id, String name, Visibility visibility, Instant activeAt) {

    static Hit named(String name) {
        return new Hit(0, name, Visibility.PRIVATE, Instant.EPOCH);
    }

    static Hit pushed(Instant at, long id) {
        return new Hit(id, "", Visibility.PRIVATE, at);
    }

    String namespace() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }
}
