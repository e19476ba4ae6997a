package io.slipway.builds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TriggerSql {

    private static final String SHOWN = "SELECT t.*, t.remote_hash IS NOT NULL AS remote FROM builds.trigger t ";

    private final JdbcClient jdbc;

    TriggerSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those who make triggers here wait for each other.
    int countLocked(long repositoryId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('builds.trigger'), hashtext(CAST(? AS TEXT)))")
                .param(repositoryId)
                .query((_, _) -> true)
                .single();
        return jdbc.sql("SELECT count(*) FROM builds.trigger WHERE repository_id = ?")
                .param(repositoryId)
                .query(Integer.class)
                .single();
    }

    void insert(UUID id, long repositoryId, TriggerWish wish, byte[] hookSecret, long by) {
        jdbc.sql("""
                        INSERT INTO builds.trigger (public_id, repository_id, provider, url, auth, credential,
                            hook_secret, created_by)
                        VALUES (:id, :repository, :provider, :url, 'NONE', NULL, :secret, :by)
                        """)
                .param("id", id)
                .param("repository", repositoryId)
                .param("provider", wish.provider().name())
                .param("url", wish.url())
                .param("secret", hookSecret)
                .param("by", by)
                .update();
    }

    List<Trigger> list(long repositoryId) {
        return jdbc.sql(SHOWN + "WHERE t.repository_id = ? ORDER BY t.id")
                .param(repositoryId)
                .query((row, _) -> trigger(row))
                .list();
    }

    Optional<Trigger> find(long repositoryId, UUID id) {
        return jdbc.sql(SHOWN + "WHERE t.repository_id = ? AND t.public_id = ?")
                .params(repositoryId, id)
                .query((row, _) -> trigger(row))
                .optional();
    }

    Optional<Trigger> lock(long repositoryId, UUID id) {
        return jdbc.sql(SHOWN + "WHERE t.repository_id = ? AND t.public_id = ? FOR UPDATE")
                .params(repositoryId, id)
                .query((row, _) -> trigger(row))
                .optional();
    }

    /// Of a repository that is there: what lies in the trash builds nothing.
    Optional<Trigger> find(UUID id) {
        return jdbc.sql(SHOWN + """
                        JOIN content.repository r ON r.id = t.repository_id
                        WHERE t.public_id = ? AND r.deleted_at IS NULL
                        """).param(id).query((row, _) -> trigger(row)).optional();
    }

    /// Resuming forgets what failed.
    void update(long rowId, TriggerWish wish) {
        jdbc.sql("""
                        UPDATE builds.trigger SET url = :url, login = :login, host_keys = :hostKeys,
                            submodules = :submodules, supersede = :supersede, allow_pushes = :allowPushes,
                            enabled = :enabled, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", rowId)
                .param("url", wish.url())
                .param("login", wish.login())
                .param("hostKeys", wish.hostKeys().toArray(String[]::new))
                .param("submodules", wish.submodules())
                .param("supersede", wish.supersede())
                .param("allowPushes", wish.allowPushes())
                .param("enabled", wish.enabled())
                .update();
    }

    void resume(long rowId) {
        jdbc.sql("""
                        UPDATE builds.trigger SET enabled = true, paused_at = NULL, pause_told = false, failures = 0,
                            version = version + 1
                        WHERE id = ?
                        """).param(rowId).update();
    }

    void setCredential(long rowId, GitAccess access, byte @Nullable [] sealed, String publicKey) {
        jdbc.sql("""
                        UPDATE builds.trigger SET auth = :auth, credential = :sealed, public_key = :key,
                            version = version + 1
                        WHERE id = :id
                        """)
                .param("id", rowId)
                .param("auth", access.name())
                .param("sealed", sealed)
                .param("key", publicKey)
                .update();
    }

    byte[] hookSecret(long rowId) {
        return jdbc.sql("SELECT hook_secret FROM builds.trigger WHERE id = ?")
                .param(rowId)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    void setHookSecret(long rowId, byte[] sealed) {
        jdbc.sql("UPDATE builds.trigger SET hook_secret = ?, version = version + 1 WHERE id = ?")
                .params(sealed, rowId)
                .update();
    }

    Optional<byte[]> remoteHash(long rowId) {
        return jdbc.sql("SELECT remote_hash FROM builds.trigger WHERE id = ? AND remote_hash IS NOT NULL")
                .param(rowId)
                .query((row, _) -> row.getBytes(1))
                .optional();
    }

    void setRemote(long rowId, byte @Nullable [] hash, boolean inUrl) {
        jdbc.sql("""
                        UPDATE builds.trigger SET remote_hash = :hash, remote_in_url = :inUrl, version = version + 1
                        WHERE id = :id
                        """)
                .param("id", rowId)
                .param("hash", hash)
                .param("inUrl", inUrl)
                .update();
    }

    void setDefaultBranch(long rowId, String branch) {
        jdbc.sql("UPDATE builds.trigger SET default_branch = ? WHERE id = ? AND default_branch <> ?")
                .params(branch, rowId, branch)
                .update();
    }

    void delete(long rowId) {
        jdbc.sql("DELETE FROM builds.trigger WHERE id = ?").param(rowId).update();
    }

    void touch(long rowId) {
        jdbc.sql("UPDATE builds.trigger SET version = version + 1 WHERE id = ?")
                .param(rowId)
                .update();
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(
                row.getObject("public_id", UUID.class),
                row.getLong("id"),
                row.getLong("repository_id"),
                GitProvider.valueOf(row.getString("provider")),
                row.getString("url"),
                row.getString("default_branch"),
                GitAccess.valueOf(row.getString("auth")),
                row.getString("login"),
                row.getString("public_key"),
                List.of((String[]) row.getArray("host_keys").getArray()),
                row.getBoolean("remote"),
                row.getBoolean("remote_in_url"),
                row.getBoolean("submodules"),
                row.getBoolean("supersede"),
                row.getBoolean("allow_pushes"),
                row.getBoolean("enabled"),
                row.getInt("failures"),
                Optional.ofNullable(row.getObject("paused_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
