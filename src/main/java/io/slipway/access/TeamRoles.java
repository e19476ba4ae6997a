package io.slipway.access;

import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Role;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The roles that an organisation's teams were given, many repositories at once.
@Service
public class TeamRoles {

    private final TeamRoleSql sql;
    private final Grants grants;

    TeamRoles(TeamRoleSql sql, Grants grants) {
        this.sql = sql;
        this.grants = grants;
    }

    /// By repository and by team; what is not there is no role. Who may know was asked before: a [Namespace] comes from
    /// `toOversee` or `toGovern`.
    public Map<RepositoryName, Map<String, Role>> of(Namespace namespace, Collection<RepositoryName> repositories) {
        return sql.roles(namespace.id(), repositories);
    }

    /// All of it or nothing.
    ///
    /// @param namespace as `toGovern` handed it out
    /// @throws AccessException GRANTEE_UNKNOWN for a team that is not there, DENIED for a role beyond the
    ///     caller's token
    @Transactional
    public void change(Namespace namespace, Collection<TeamRoleChange> changes, Caller by) {
        changes.stream().sorted(TeamRoleChange.ORDER).forEach(change -> {
            if (change.role() == Role.NONE) {
                revoke(namespace, change);
            } else {
                change.repository()
                        .ifPresentOrElse(
                                repository -> grants.set(repository, Kind.TEAM, change.team(), change.role(), by),
                                () -> grants.set(namespace, Kind.TEAM, change.team(), change.role(), by));
            }
        });
    }

    /// Somebody else may have taken it away meanwhile.
    private void revoke(Namespace namespace, TeamRoleChange change) {
        List<Grant> given = change.repository().map(grants::list).orElseGet(() -> grants.list(namespace));
        boolean there = given.stream()
                .map(Grant::grantee)
                .anyMatch(
                        grantee -> grantee.kind() == Kind.TEAM && grantee.name().equals(change.team()));
        if (there) {
            change.repository()
                    .ifPresentOrElse(
                            repository -> grants.revoke(repository, Kind.TEAM, change.team()),
                            () -> grants.revoke(namespace, Kind.TEAM, change.team()));
        }
    }
}
