package io.slipway.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuildAgentSql {

    private static final String SHOWN = """
            SELECT a.principal_id, '_build+' || r.name AS name, r.id
            FROM accounts.build_agent a JOIN content.repository r ON r.id = a.repository_id
            WHERE r.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;

    BuildAgentSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<BuildAgent> find(long principal) {
        return find("AND a.principal_id = ?", principal);
    }

    Optional<BuildAgent> in(long repositoryId) {
        return find("AND r.id = ?", repositoryId);
    }

    /// Nothing where there is one already.
    void insert(long repositoryId) {
        jdbc.sql("""
                        WITH free AS (
                            SELECT r.id FROM content.repository r WHERE r.id = :repository AND r.deleted_at IS NULL
                                AND NOT EXISTS (SELECT FROM accounts.build_agent a WHERE a.repository_id = r.id)
                            FOR NO KEY UPDATE),
                        made AS (
                            INSERT INTO accounts.principal (kind) SELECT 'BUILD' FROM free RETURNING id)
                        INSERT INTO accounts.build_agent (principal_id, repository_id)
                        SELECT made.id, free.id FROM made CROSS JOIN free ON CONFLICT (repository_id) DO NOTHING
                        """).param("repository", repositoryId).update();
    }

    private Optional<BuildAgent> find(String which, long id) {
        return jdbc.sql(SHOWN + which)
                .param(id)
                .query((row, _) -> new BuildAgent(row.getLong(1), row.getString(2), row.getLong(3)))
                .optional();
    }
}
