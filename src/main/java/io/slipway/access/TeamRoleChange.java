package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.content.Repository;
import java.util.Comparator;
import java.util.Optional;

/// The role that a team is to have.
///
/// @param repository as `access.toManage` handed it out; empty for all that the namespace has
/// @param role       none takes the grant away, if there is one
public record TeamRoleChange(String team, Optional<Repository> repository, Role role) {

    /// In which all of several changes are made, so that two who make them at once wait for each other.
    static final Comparator<TeamRoleChange> ORDER = Comparator.comparingLong((TeamRoleChange change) ->
                    change.repository().map(Repository::id).orElse(0L))
            .thenComparing(TeamRoleChange::team);
}
