package io.slipway.content;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StarSql {

    private static final String NAMED =
            "(SELECT id, name FROM content.repository WHERE name = ANY (:names) AND deleted_at IS NULL OFFSET 0) r";

    private final JdbcClient jdbc;

    StarSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int count(long principalId) {
        return jdbc.sql("""
                        SELECT count(*) FROM content.star s
                        CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = s.repository_id OFFSET 0) r
                        WHERE s.principal_id = ? AND r.deleted_at IS NULL
                        """).param(principalId).query(Integer.class).single();
    }

    void insert(long principalId, long repositoryId) {
        jdbc.sql("INSERT INTO content.star (principal_id, repository_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(principalId, repositoryId)
                .update();
    }

    void delete(long principalId, long repositoryId) {
        jdbc.sql("DELETE FROM content.star WHERE principal_id = ? AND repository_id = ?")
                .params(principalId, repositoryId)
                .update();
    }

    Set<String> among(long principalId, Collection<String> names) {
        return new HashSet<>(jdbc.sql("SELECT r.name FROM " + NAMED + """
                 CROSS JOIN LATERAL (
                    SELECT 1 FROM content.star WHERE principal_id = :id AND repository_id = r.id OFFSET 0) s
                """)
                .param("id", principalId)
                .param("names", names.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /// Stars of accounts that are gone do not count.
    Map<String, Long> counts(Collection<String> names) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("SELECT r.name, count(*) AS stars FROM " + NAMED + """
                 CROSS JOIN LATERAL (SELECT * FROM content.star WHERE repository_id = r.id OFFSET 0) s
                 CROSS JOIN LATERAL (SELECT * FROM accounts.app_user WHERE principal_id = s.principal_id OFFSET 0) u
                WHERE u.deleted_at IS NULL GROUP BY r.name
                """)
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    counts.put(row.getString("name"), row.getLong("stars"));
                });
        return counts;
    }
}
