package io.slipway.access;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.Role;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Service;

/// The roles that an organisation's teams were given, many repositories at once.
@Service
public class TeamRoles {

    private final TeamRoleSql sql;

    TeamRoles(TeamRoleSql sql) {
        this.sql = sql;
    }

    /// By repository and by team; what is not there is no role. Who may know was asked before: a [Namespace] comes from
    /// `toOversee` or `toGovern`.
    public Map<RepositoryName, Map<String, Role>> of(Namespace namespace, Collection<RepositoryName> repositories) {
        return sql.roles(namespace.id(), repositories);
    }
}
