package io.slipway.access;

import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A verified registry token. It allows what it says until it expires, as long as each repository keeps its identity.
///
/// @param principal empty for somebody anonymous
/// @param registry  names of the `registry:` scopes asked for (`catalog`)
public record AccessToken(
        Optional<Long> principal,
        Instant issuedAt,
        Instant expiresAt,
        List<RepositoryAccess> repositories,
        Set<String> registry) {

    /// @param id      the repository; empty when it was missing and the caller may create it
    /// @param asked   what the client asked for
    /// @param granted what of it is allowed
    public record RepositoryAccess(
            RepositoryName name,
            Optional<Long> id,
            long namespaceId,
            int accessVersion,
            Set<Action> asked,
            Set<Action> granted) {}

    Optional<RepositoryAccess> on(RepositoryName name) {
        return repositories.stream()
                .filter(access -> access.name().equals(name))
                .findFirst();
    }
}
