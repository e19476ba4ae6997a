package io.slipway.content;

import io.slipway.accounts.Role;
import io.slipway.oci.RepositoryName;
import java.time.Instant;

/// What is true of a live repository now; the access check decides from it who gets a [Repository].
///
/// @param hidden made by a push that has no manifest yet: looks missing to whoever may not push here
public record RepositoryState(
        long id,
        RepositoryName name,
        long namespaceId,
        Visibility visibility,
        int accessVersion,
        boolean hidden,
        long createdBy,
        Instant createdAt) {

    public Repository forReading() {
        return new Repository(id, name, namespaceId, accessVersion, false, TagPatterns.EVERY, Role.READ);
    }

    /// For what the program does itself.
    public Repository forWriting() {
        return handOut(true, TagPatterns.EVERY, Role.ADMIN);
    }

    /// @param tags which tags the caller's credential may push and delete
    /// @param role what the caller is here, as far as the credential reaches
    public Repository handOut(boolean writable, TagPatterns tags, Role role) {
        return new Repository(id, name, namespaceId, accessVersion, writable, tags, role);
    }
}
