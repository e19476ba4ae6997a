package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TeamRoleSql {

    private final JdbcClient jdbc;

    TeamRoleSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<RepositoryName, Map<String, Role>> roles(long namespaceId, Collection<RepositoryName> repositories) {
        Map<RepositoryName, Map<String, Role>> roles = new HashMap<>();
        jdbc.sql("""
                        SELECT r.name AS repository, t.name AS team, g.role FROM access.grant g
                        JOIN accounts.team t ON t.id = g.team_id AND t.namespace_id = g.namespace_id
                        JOIN content.repository r ON r.id = g.repository_id AND r.deleted_at IS NULL
                        WHERE g.namespace_id = :namespace AND r.name = ANY (:names)
                        """)
                .param("namespace", namespaceId)
                .param("names", repositories.stream().map(RepositoryName::value).toArray(String[]::new))
                .query(row -> {
                    roles.computeIfAbsent(new RepositoryName(row.getString("repository")), _ -> new HashMap<>())
                            .put(row.getString("team"), StandingSql.role(row.getInt("role")));
                });
        return roles;
    }
}
