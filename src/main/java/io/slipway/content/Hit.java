package io.slipway.content;

import java.time.Instant;

/// A repository that was found, with what orders it.
///
/// @param pulls of the last 30 days
record Hit(long id, String name, Visibility visibility, Instant activeAt, long pulls) {

    static Hit named(String name) {
        return new Hit(0, name, Visibility.PRIVATE, Instant.EPOCH, 0);
    }

    static Hit pushed(Instant at, long id) {
        return new Hit(id, "", Visibility.PRIVATE, at, 0);
    }

    static Hit pulled(long pulls, long id) {
        return new Hit(id, "", Visibility.PRIVATE, Instant.EPOCH, pulls);
    }

    String namespace() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }
}
