package io.slipway.content;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StoreSql {

    private final JdbcClient jdbc;

    StoreSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The store that this database knows under the id; the first one that comes is the one.
    UUID remember(short id, UUID identity) {
        jdbc.sql("INSERT INTO content.store (id, identity) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(id, identity)
                .update();
        return jdbc.sql("SELECT identity FROM content.store WHERE id = ?")
                .param(id)
                .query(UUID.class)
                .single();
    }
}
