package io.slipway.access;

import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RobotSql {

    private final JdbcClient jdbc;

    RobotSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The names of those that are there still.
    Map<Long, RepositoryName> names(Collection<Long> repositoryIds) {
        Map<Long, RepositoryName> names = new HashMap<>();
        if (!repositoryIds.isEmpty()) {
            jdbc.sql("SELECT id, name FROM content.repository WHERE id IN (:ids) AND deleted_at IS NULL")
                    .param("ids", repositoryIds)
                    .query(row -> {
                        names.put(row.getLong("id"), new RepositoryName(row.getString("name")));
                    });
        }
        return names;
    }

    /// Principals of the robots that are confined to a repository, by short name.
    List<Long> confinedTo(long repositoryId, String after, int limit) {
        return jdbc.sql("""
                        SELECT principal_id FROM accounts.robot
                        WHERE repository_id = :repository AND deleted_at IS NULL AND name > :after
                        ORDER BY name LIMIT :limit
                        """)
                .param("repository", repositoryId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getLong("principal_id"))
                .list();
    }
}
