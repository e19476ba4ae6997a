package io.slipway.accounts;

import java.time.Instant;

/// An organisation that was deleted and can be restored.
///
/// @param taken whether its name is somebody else's by now
/// @param by    who deleted it; empty when their account is gone
/// @param until when it can no longer be restored
public record TrashedOrganisation(
        long id, String name, boolean taken, long members, Instant deletedAt, String by, Instant until) {}
