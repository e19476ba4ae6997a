package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class NoticeSql {

    /// Somebody who can be written to.
    record Reader(String name, String email, Optional<String> language) {}

    private static final int MAX_OWNERS = 20;

    private final JdbcClient jdbc;

    NoticeSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of an account the person, of a robot those who own its namespace.
    List<Reader> readers(String name) {
        int plus = name.indexOf('+');
        return jdbc.sql("""
                        SELECT u.name, u.email, u.language FROM accounts.app_user u
                        WHERE u.principal_id IN (
                            SELECT n.owner_id FROM accounts.namespace n
                            WHERE n.name = :namespace AND n.deleted_at IS NULL
                            UNION ALL
                            SELECT m.principal_id FROM accounts.namespace n
                            JOIN accounts.member m ON m.namespace_id = n.id AND m.owner
                            WHERE n.name = :namespace AND n.deleted_at IS NULL)
                        AND u.email IS NOT NULL AND u.disabled_at IS NULL AND u.deleted_at IS NULL
                        ORDER BY u.name LIMIT :limit
                        """)
                .param("namespace", plus < 0 ? name : name.substring(0, plus))
                .param("limit", MAX_OWNERS)
                .query((row, _) ->
                        new Reader(row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3))))
                .list();
    }
}
