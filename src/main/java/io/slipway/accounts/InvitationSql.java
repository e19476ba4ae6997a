package io.slipway.accounts;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class InvitationSql {

    /// Not yet accepted, not expired, and its organisation is there.
    private static final String LIVE = """
            SELECT i.id, i.namespace_id, n.name AS organisation, i.email, i.owner, i.team_ids, u.name AS invited_by,
                i.created_at, i.expires_at
            FROM accounts.invitation i JOIN accounts.app_user u ON u.principal_id = i.created_by
                LEFT JOIN accounts.namespace n ON n.id = i.namespace_id
            WHERE i.accepted_at IS NULL AND i.expires_at > now() AND n.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;

    InvitationSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long insert(byte[] hash, NewInvitation invitation, long by) {
        return jdbc.sql("""
                        INSERT INTO accounts.invitation
                            (token_hash, namespace_id, email, owner, team_ids, created_by, expires_at)
                        VALUES (:hash, :namespace, :email, :owner, :teams, :by, now() + INTERVAL '7 days')
                        RETURNING id
                        """)
                .param("hash", hash)
                .param("namespace", invitation.namespaceId().orElse(null))
                .param("email", invitation.email().orElse(null))
                .param("owner", invitation.owner())
                .param("teams", invitation.teamIds().toArray(Long[]::new))
                .param("by", by)
                .query(Long.class)
                .single();
    }

    Optional<Invitation> find(long id) {
        return jdbc.sql(LIVE + " AND i.id = ?")
                .param(id)
                .query(InvitationSql::read)
                .optional();
    }

    Optional<Invitation> find(byte[] hash) {
        return jdbc.sql(LIVE + " AND i.token_hash = ?")
                .param(hash)
                .query(InvitationSql::read)
                .optional();
    }

    /// Of the organisation, or (empty) of the site; the newest first.
    List<Invitation> list(Optional<Long> namespaceId) {
        return jdbc.sql(LIVE + " AND i.namespace_id IS NOT DISTINCT FROM CAST(:namespace AS BIGINT) ORDER BY i.id DESC")
                .param("namespace", namespaceId.orElse(null))
                .query(InvitationSql::read)
                .list();
    }

    List<Long> liveTeams(long namespaceId, List<Long> ids) {
        return jdbc.sql("SELECT id FROM accounts.team WHERE namespace_id = ? AND id = ANY (?) ORDER BY id")
                .params(namespaceId, ids.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Of many at once one succeeds.
    int accept(long id, long principalId) {
        return jdbc.sql("""
                        UPDATE accounts.invitation SET accepted_by = ?, accepted_at = now()
                        WHERE id = ? AND accepted_at IS NULL AND expires_at > now()
                        """).params(principalId, id).update();
    }

    int delete(Optional<Long> namespaceId, long id) {
        return jdbc.sql("""
                        DELETE FROM accounts.invitation
                        WHERE id = :id AND namespace_id IS NOT DISTINCT FROM CAST(:namespace AS BIGINT)
                            AND accepted_at IS NULL
                        """)
                .param("id", id)
                .param("namespace", namespaceId.orElse(null))
                .update();
    }

    void deleteOpenOf(long principalId) {
        jdbc.sql("DELETE FROM accounts.invitation WHERE created_by = ? AND accepted_at IS NULL")
                .param(principalId)
                .update();
    }

    /// Accepted ones stay: they say how somebody came.
    void deleteExpired() {
        jdbc.sql("DELETE FROM accounts.invitation WHERE accepted_at IS NULL AND expires_at < now()")
                .update();
    }

    private static Invitation read(ResultSet row, int number) throws SQLException {
        Array teams = row.getArray("team_ids");
        return new Invitation(
                row.getLong("id"),
                Optional.ofNullable(row.getObject("namespace_id", Long.class)),
                Optional.ofNullable(row.getString("organisation")),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("owner"),
                Arrays.asList((Long[]) teams.getArray()),
                row.getString("invited_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
