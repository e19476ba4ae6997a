package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.content.TagPatterns;
import java.util.Optional;
import java.util.Set;

/// What somebody is in a repository, or would be in one of that name.
///
/// @param rights      what the credential leaves of the role
/// @param state       the repository as far as this somebody may know of it
/// @param old         it was found by a name that it had before: to be pulled only
/// @param namespaceId where a push may create it, if it may
/// @param overseer    sees what an auditor sees, whatever the role
record Standing(
        Role role,
        Set<Right> rights,
        TagPatterns tags,
        Optional<RepositoryState> state,
        boolean old,
        Optional<Long> namespaceId,
        boolean overseer) {

    boolean mayCreate() {
        return (state.isEmpty() || old) && namespaceId.isPresent();
    }

    boolean allows(Action action) {
        boolean there = state.isPresent() && (!old || action == Action.PULL);
        return (there || mayCreate()) && holds(action);
    }

    boolean mayAdminister() {
        return state.isPresent() && !old && role == Role.ADMIN && rights.contains(Right.ADMIN);
    }

    boolean maySee() {
        return state.isPresent() && (overseer || holds(Action.PULL));
    }

    /// The repository, for somebody who may read it.
    Optional<Repository> handOut() {
        boolean writable = !old && holds(Action.PUSH);
        return state.map(found -> found.handOut(writable, tags, reach()));
    }

    /// The role, as far as the credential's rights reach.
    Role reach() {
        Role most = rights.contains(Right.ADMIN)
                ? Role.ADMIN
                : rights.contains(Right.DELETE) ? Role.MAINTAIN : rights.contains(Right.WRITE) ? Role.WRITE : Role.READ;
        return role.compareTo(most) < 0 ? role : most;
    }

    private boolean holds(Action action) {
        return role.compareTo(action.needs()) >= 0 && rights.contains(Right.of(action));
    }
}
