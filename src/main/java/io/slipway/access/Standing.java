package io.slipway.access;

import io.slipway.content.RepositoryState;
import java.util.Optional;

/// What somebody is in a repository, or would be in one of that name.
///
/// @param state       the repository as far as this somebody may know of it
/// @param namespaceId where a push may create it, if it may
record Standing(Role role, Optional<RepositoryState> state, Optional<Long> namespaceId) {

    boolean mayCreate() {
        return state.isEmpty() && namespaceId.isPresent();
    }

    boolean allows(Action action) {
        return (state.isPresent() || mayCreate()) && role.allows(action);
    }
}
