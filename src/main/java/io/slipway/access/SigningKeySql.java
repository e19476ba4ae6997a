package io.slipway.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SigningKeySql {

    record SealedKey(String kid, byte[] sealed, Instant createdAt) {}

    private final JdbcClient jdbc;

    SigningKeySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those in use, newest first.
    List<SealedKey> list() {
        return jdbc.sql("""
                        SELECT kid, sealed, created_at FROM access.signing_key
                        WHERE state = 'ACTIVE' ORDER BY created_at DESC, kid
                        """)
                .query((row, _) -> new SealedKey(
                        row.getString("kid"),
                        row.getBytes("sealed"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /// Unless another replica made one meanwhile, which is then as young as that.
    ///
    /// @param youngerThan no key in use was made after this instant
    boolean insert(String kid, byte[] sealed, Instant now, Instant youngerThan) {
        return jdbc.sql("""
                        INSERT INTO access.signing_key (kid, sealed, state, created_at)
                        SELECT :kid, :sealed, 'ACTIVE', :now WHERE NOT EXISTS (
                            SELECT FROM access.signing_key WHERE state = 'ACTIVE' AND created_at > :youngerThan)
                        """)
                        .param("kid", kid)
                        .param("sealed", sealed)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("youngerThan", youngerThan.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /// All that are older than the newest of those that were made before this instant.
    List<String> retire(Instant before) {
        return jdbc.sql("""
                        UPDATE access.signing_key SET state = 'RETIRED'
                        WHERE state = 'ACTIVE' AND created_at < (
                            SELECT max(created_at) FROM access.signing_key WHERE state = 'ACTIVE' AND created_at <= ?)
                        RETURNING kid
                        """)
                .param(before.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getString("kid"))
                .list();
    }
}
