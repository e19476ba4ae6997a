package io.slipway.accounts;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SecondFactorSql {

    /// @param now of the database: replicas agree on it
    record Factor(byte[] sealed, boolean confirmed, Instant now) {}

    private final JdbcClient jdbc;

    SecondFactorSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return how many rows: none where a confirmed one is
    int put(long principalId, byte[] sealed) {
        return jdbc.sql("""
                        INSERT INTO accounts.second_factor AS known (principal_id, sealed) VALUES (?, ?)
                        ON CONFLICT (principal_id) DO UPDATE SET sealed = excluded.sealed, last_step = 0, created_at = now()
                        WHERE known.confirmed_at IS NULL
                        """).params(principalId, sealed).update();
    }

    Optional<Factor> find(long principalId) {
        return jdbc.sql("""
                        SELECT sealed, confirmed_at IS NOT NULL, clock_timestamp() FROM accounts.second_factor
                        WHERE principal_id = ?
                        """)
                .param(principalId)
                .query((row, _) -> new Factor(
                        row.getBytes(1),
                        row.getBoolean(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    int confirm(long principalId, byte[] sealed, long step) {
        return jdbc.sql("""
                        UPDATE accounts.second_factor SET confirmed_at = now(), last_step = ?
                        WHERE principal_id = ? AND sealed = ? AND confirmed_at IS NULL
                        """).params(step, principalId, sealed).update();
    }

    /// Each step counts once: of many at once one succeeds.
    int use(long principalId, long step) {
        return jdbc.sql("""
                        UPDATE accounts.second_factor SET last_step = :step
                        WHERE principal_id = :principal AND last_step < :step AND confirmed_at IS NOT NULL
                        """).param("step", step).param("principal", principalId).update();
    }

    int deleteOf(long principalId) {
        deleteCodes(principalId);
        return jdbc.sql("DELETE FROM accounts.second_factor WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    void insertCodes(long principalId, List<byte[]> hashes) {
        jdbc.sql("""
                        INSERT INTO accounts.recovery_code (principal_id, code_hash)
                        SELECT ?, unnest(CAST(? AS BYTEA[]))
                        """).params(principalId, hashes.toArray(byte[][]::new)).update();
    }

    /// Of many at once one succeeds.
    int useCode(long principalId, byte[] hash) {
        return jdbc.sql("DELETE FROM accounts.recovery_code WHERE principal_id = ? AND code_hash = ?")
                .params(principalId, hash)
                .update();
    }

    int countCodes(long principalId) {
        return jdbc.sql("SELECT count(*) FROM accounts.recovery_code WHERE principal_id = ?")
                .param(principalId)
                .query(Integer.class)
                .single();
    }

    void deleteCodes(long principalId) {
        jdbc.sql("DELETE FROM accounts.recovery_code WHERE principal_id = ?")
                .param(principalId)
                .update();
    }
}
