package io.slipway.content;

/// A repository, or all of a namespace.
record DeletedPlace(long id, boolean many) {

    static DeletedPlace repository(long id) {
        return new DeletedPlace(id, false);
    }

    static DeletedPlace namespace(long id) {
        return new DeletedPlace(id, true);
    }
}
