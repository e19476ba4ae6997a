package io.slipway.storage;

import java.util.UUID;

/// @param identity   who this store is, since it was made
/// @param generation rises with that of the database, once a day
public record StoreMarker(UUID identity, long generation) {}
