package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A verified registry token. It allows what it says until it expires, as long as each repository keeps its identity.
///
/// @param principal empty for somebody anonymous
/// @param holding   for what it was issued; empty for a password
/// @param registry  names of the `registry:` scopes asked for (`catalog`)
public record AccessToken(
        Optional<Long> principal,
        Optional<Holding> holding,
        Instant issuedAt,
        Instant expiresAt,
        List<RepositoryAccess> repositories,
        Set<String> registry) {

    /// A personal access token, a robot's token, or what a build signs in with.
    ///
    /// @param ofBuild it is good for as long as the build runs, to the second
    public record Holding(long credentialId, boolean ofBuild) {}

    /// @param name    as it was asked for
    /// @param current the repository's name now: another one where it was renamed
    /// @param id      the repository; empty when it was missing and the caller may create it
    /// @param asked   what the client asked for
    /// @param granted what of it is allowed
    /// @param tags    which tags may be pushed and deleted
    /// @param role    what the principal is there, as far as the credential reaches
    public record RepositoryAccess(
            RepositoryName name,
            RepositoryName current,
            Optional<Long> id,
            long namespaceId,
            int accessVersion,
            Set<Action> asked,
            Set<Action> granted,
            TagPatterns tags,
            Role role) {

        /// What the actions alone tell of the role.
        static Role least(Set<Action> granted) {
            return granted.stream()
                    .map(Action::needs)
                    .max(Comparator.naturalOrder())
                    .orElse(Role.NONE);
        }

        Optional<Repository> existing() {
            return id.map(found -> new Repository(found, current, namespaceId, accessVersion, writable(), tags, role));
        }

        /// One that was made since.
        Repository made(RepositoryState state) {
            return state.handOut(writable(), tags, role);
        }

        private boolean writable() {
            return granted.contains(Action.PUSH);
        }
    }

    Optional<Long> credentialId() {
        return holding.map(Holding::credentialId);
    }

    Optional<RepositoryAccess> on(RepositoryName name) {
        return repositories.stream()
                .filter(access -> access.name().equals(name))
                .findFirst();
    }
}
