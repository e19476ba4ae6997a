package io.slipway.storage;

import java.time.Instant;

/// What a store holds at a key.
///
/// @param modified when bytes were last written, by the store's clock
public record StoredObject(StorageKey key, long size, Instant modified) {}
