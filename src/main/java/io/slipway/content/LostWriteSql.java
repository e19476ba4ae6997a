package io.slipway.content;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LostWriteSql {

    private final JdbcClient jdbc;

    LostWriteSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of these keys those to which nobody writes, and whose writes nobody is going to end.
    Set<String> lost(short store, String[] keys) {
        return new HashSet<>(jdbc.sql("""
                        SELECT given.key FROM unnest(:keys) given (key)
                        WHERE NOT EXISTS (SELECT FROM content.upload u
                                WHERE u.store = :store AND u.storage_key = given.key OFFSET 0)
                            AND NOT EXISTS (SELECT FROM content.object_deletion d
                                WHERE d.store = :store AND d.storage_key = given.key AND d.unfinished OFFSET 0)
                        """)
                .param("keys", keys)
                .param("store", store)
                .query((row, _) -> row.getString(1))
                .list());
    }
}
