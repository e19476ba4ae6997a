package io.slipway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A personal access token or a robot's, without its secret.
///
/// @param places  names of the namespaces and repositories in which it is good; empty: everywhere
/// @param hints   the last characters of its secrets that are valid: two while one replaces the other
/// @param address from where it was used last
public record Credential(
        long id,
        String name,
        CredentialScope scope,
        List<String> places,
        List<String> hints,
        State state,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> usedAt,
        Optional<String> address) {

    public enum State {
        ACTIVE,
        EXPIRED,
        DISABLED
    }
}
