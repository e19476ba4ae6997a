package io.slipway.accounts;

import java.time.Instant;
import java.util.Optional;

/// A person's account.
///
/// @param id              the principal
/// @param language        of mails, as in `<html lang>`
/// @param auditor         sees metadata and the audit log, changes nothing
/// @param twoFactor       a second factor is on: the password alone opens nothing
/// @param passwordVersion counts changes of password and second factor: what was given before ends
/// @param initialUntil    set while the generated first password was not changed: it works from loopback only, until
/// then
public record User(
        long id,
        String name,
        long namespaceId,
        Optional<String> email,
        String displayName,
        Optional<String> language,
        boolean administrator,
        boolean auditor,
        boolean disabled,
        boolean twoFactor,
        int passwordVersion,
        Optional<Instant> initialUntil)
        implements Subject {}
