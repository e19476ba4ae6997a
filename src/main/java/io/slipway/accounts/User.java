package io.slipway.accounts;

import java.time.Instant;
import java.util.Optional;

/// A person's account.
///
/// @param id              the principal
/// @param passwordVersion counts password changes: what was given for an older password ends
/// @param initialUntil    set while the generated first password was not changed: it works from loopback only, until
/// then
public record User(
        long id,
        String name,
        long namespaceId,
        Optional<String> email,
        boolean administrator,
        boolean disabled,
        int passwordVersion,
        Optional<Instant> initialUntil)
        implements Subject {
    public boolean auditor() { return false; }
    public boolean twoFactor() { return false; }
}
