package io.slipway.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuildAgentSql {

    private final JdbcClient jdbc;

    BuildAgentSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<BuildAgent> find(long principal) {
        return jdbc.sql("""
                        SELECT a.principal_id, n.name, r.id
                        FROM accounts.build_agent a JOIN content.repository r ON r.id = a.repository_id
                            JOIN accounts.principal_name n ON n.principal_id = a.principal_id
                        WHERE r.deleted_at IS NULL AND a.principal_id = ?
                        """)
                .param(principal)
                .query((row, _) -> new BuildAgent(row.getLong(1), row.getString(2), row.getLong(3)))
                .optional();
    }

    /// Made when there is none yet.
    Optional<Long> in(long repositoryId) {
        return jdbc.sql("SELECT agent FROM accounts.build_agent_of(?) AS agent WHERE agent IS NOT NULL")
                .param(repositoryId)
                .query(Long.class)
                .optional();
    }
}
