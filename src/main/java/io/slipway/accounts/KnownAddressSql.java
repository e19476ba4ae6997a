package io.slipway.accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class KnownAddressSql {

    private final JdbcClient jdbc;

    KnownAddressSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Written once a day at most.
    void remember(long principalId, String address) {
        jdbc.sql("""
                        INSERT INTO accounts.known_address AS known (principal_id, address) VALUES (?, ?)
                        ON CONFLICT (principal_id, address) DO UPDATE SET seen_at = now()
                        WHERE known.seen_at < now() - INTERVAL '1 day'
                        """).params(principalId, address).update();
    }

    boolean contains(long principalId, String address) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM accounts.known_address
                        WHERE principal_id = ? AND address = ? AND seen_at > now() - INTERVAL '90 days')
                        """).params(principalId, address).query(Boolean.class).single();
    }

    void deleteOf(long principalId) {
        jdbc.sql("DELETE FROM accounts.known_address WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    void deleteOld() {
        jdbc.sql("DELETE FROM accounts.known_address WHERE seen_at < now() - INTERVAL '90 days'")
                .update();
    }
}
