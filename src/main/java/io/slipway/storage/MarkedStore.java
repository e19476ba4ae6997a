package io.slipway.storage;

/// A store with a marker, which tells that it is the right one, and of the same age as the database.
public interface MarkedStore {

    /// Returns when the store can take and give bytes. A full store passes: it still gives and deletes.
    StoreMarker check();

    /// As [#check], but maybe some seconds old where a look costs: for what looks all the time.
    StoreMarker marker();

    /// Writes the generation into the marker, whole or not at all, for good when it returns.
    void mark(long generation);
}
