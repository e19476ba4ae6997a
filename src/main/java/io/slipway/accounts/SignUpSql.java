package io.slipway.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Sign-ups that wait for the click in the mail.
@Component
class SignUpSql {

    record Pending(
            String name, String email, String passwordHash, Optional<String> language, Optional<Long> invitationId) {}

    private final JdbcClient jdbc;

    SignUpSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean holds(String name) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM accounts.sign_up WHERE name = ? AND expires_at > now())")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /// @return how many rows: none when another one holds the name
    int insert(byte[] hash, Pending pending) {
        return jdbc.sql("""
                        INSERT INTO accounts.sign_up AS held
                            (token_hash, name, email, password_hash, language, invitation_id, expires_at)
                        VALUES (:hash, :name, :email, :password, :language, :invitation, now() + INTERVAL '24 hours')
                        ON CONFLICT (name) DO UPDATE SET
                            (token_hash, email, password_hash, language, invitation_id, created_at, expires_at) =
                            (excluded.token_hash, excluded.email, excluded.password_hash, excluded.language,
                                excluded.invitation_id, now(), excluded.expires_at)
                        WHERE held.expires_at < now()
                        """)
                .param("hash", hash)
                .param("name", pending.name())
                .param("email", pending.email())
                .param("password", pending.passwordHash())
                .param("language", pending.language().orElse(null))
                .param("invitation", pending.invitationId().orElse(null))
                .update();
    }

    /// Whoever gets it has used it.
    Optional<Pending> take(byte[] hash) {
        return jdbc.sql("""
                        DELETE FROM accounts.sign_up WHERE token_hash = ? AND expires_at > now()
                        RETURNING name, email, password_hash, language, invitation_id
                        """)
                .param(hash)
                .query((row, _) -> new Pending(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Optional.ofNullable(row.getString(4)),
                        Optional.ofNullable(row.getObject(5, Long.class))))
                .optional();
    }

    void deleteExpired() {
        jdbc.sql("DELETE FROM accounts.sign_up WHERE expires_at < now()").update();
    }
}
