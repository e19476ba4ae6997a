package io.slipway.builds.worker;

import io.slipway.access.BuildPassword;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildState;
import io.slipway.builds.SourceRef;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What workers do with builds. Every change asks for the claim under which it is made.
@Component
class BuildClaimSql {

    /// @param stop  it is to end
    /// @param newer because a newer one took its place
    record Asked(long id, boolean stop, boolean newer) {}

    /// Any number that nothing else locks.
    private static final long CLAIMING = 0x534c_4255_494c_44L;

    private static final String MINE = " id = :id AND claims = :claims AND lease_until IS NOT NULL";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BuildClaimSql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Until the transaction ends: one worker chooses at a time, since what the others took counts.
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(?)")
                .param(CLAIMING)
                .query((_, _) -> true)
                .single();
    }

    /// The oldest of the namespace that has the fewest running; one at a time of each repository.
    Optional<BuildClaim> claim(String node, int perNamespace, Duration lease) {
        return jdbc.sql("""
                        WITH running AS (
                            SELECT namespace_id, count(*) AS builds FROM builds.build
                            WHERE lease_until IS NOT NULL GROUP BY namespace_id),
                        next AS (
                            SELECT b.id FROM builds.build b LEFT JOIN running r ON r.namespace_id = b.namespace_id
                            WHERE b.state = 'QUEUED' AND coalesce(r.builds, 0) < :perNamespace
                                AND NOT EXISTS (
                                    SELECT FROM builds.build o
                                    WHERE o.repository_id = b.repository_id AND o.lease_until IS NOT NULL)
                            ORDER BY coalesce(r.builds, 0), b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
                        UPDATE builds.build b SET state = 'CLONING', started_at = now(), node = :node,
                            claims = b.claims + 1, lease_until = now() + make_interval(secs => :lease)
                        FROM next WHERE b.id = next.id
                        RETURNING b.*, builds.repository_of(b.id) AS repository
                        """)
                .param("node", node)
                .param("perNamespace", perNamespace)
                .param("lease", lease.toSeconds())
                .query((row, _) -> claim(row))
                .optional();
    }

    /// @return the login that goes with the password; empty when the claim or its repository is gone
    Optional<String> admit(BuildClaim claim, BuildPassword password, Duration life) {
        return jdbc.sql("""
                        SELECT login FROM builds.admit(:id, :claims, :hash, :hint, make_interval(secs => :life)) AS login
                        WHERE login IS NOT NULL
                        """)
                .param("id", claim.id())
                .param("claims", claim.claims())
                .param("hash", password.hash())
                .param("hint", password.hint())
                .param("life", life.toSeconds())
                .query(String.class)
                .optional();
    }

    /// With what builds signed in that nobody builds any more.
    void dismiss() {
        jdbc.sql("SELECT builds.dismiss()").query((_, _) -> true).single();
    }

    /// What is asked of those that are still this process's; the others are not.
    List<Asked> renew(Collection<BuildClaim> claims, Duration lease) {
        return jdbc.sql("""
                        UPDATE builds.build b SET lease_until = now() + make_interval(secs => :lease)
                        FROM unnest(:ids, :claims) AS mine(id, claims)
                        WHERE b.id = mine.id AND b.claims = mine.claims AND b.lease_until IS NOT NULL
                        RETURNING b.id, b.cancel_asked, b.reason
                        """)
                .param("lease", lease.toSeconds())
                .param("ids", claims.stream().map(BuildClaim::id).toArray(Long[]::new))
                .param("claims", claims.stream().map(BuildClaim::claims).toArray(Integer[]::new))
                .query((row, _) -> new Asked(
                        row.getLong("id"),
                        row.getBoolean("cancel_asked"),
                        row.getString("reason").equals("NEWER")))
                .list();
    }

    int proceed(BuildClaim claim, BuildState state) {
        return mine("""
                        UPDATE builds.build SET state = :state,
                            cloned_at = CASE WHEN :state = 'BUILDING' THEN now() ELSE cloned_at END,
                            built_at = CASE WHEN :state = 'TESTING' OR :state = 'PUSHING' AND state <> 'TESTING'
                                THEN now() ELSE built_at END,
                            tested_at = CASE WHEN :state = 'PUSHING' AND state = 'TESTING'
                                THEN now() ELSE tested_at END WHERE
                        """, claim).param("state", state.name()).update();
    }

    int setCommit(BuildClaim claim, String commit, String title, String author) {
        return mine("""
                        UPDATE builds.build SET commit_id = :commit,
                            title = CASE WHEN title = '' THEN :title ELSE title END,
                            author = CASE WHEN author = '' THEN :author ELSE author END WHERE
                        """, claim)
                .param("commit", commit)
                .param("title", title)
                .param("author", author)
                .update();
    }

    /// Back into the queue, as if it had not been taken.
    int release(BuildClaim claim) {
        return mine("""
                        UPDATE builds.build SET state = 'QUEUED', lease_until = NULL, started_at = NULL, node = NULL,
                            cloned_at = NULL, built_at = NULL, tested_at = NULL WHERE NOT cancel_asked AND
                        """, claim).update();
    }

    /// Ends it, and counts for its trigger, which pauses after so many failures in a row.
    ///
    /// @return false when somebody else has the build by now
    boolean end(BuildClaim claim, BuildEnd end, int pauseAfter) {
        return mine("""
                        WITH ended AS (
                            UPDATE builds.build SET state = :state, reason = :reason, detail = :detail,
                                digest = :digest, finished_at = now(), lease_until = NULL WHERE
                        """, claim, """
                            RETURNING trigger_id),
                        counted AS (
                            UPDATE builds.trigger t SET failures = CASE WHEN :good THEN 0 ELSE t.failures + 1 END,
                                paused_at = CASE WHEN NOT :good AND t.failures + 1 >= :limit
                                    THEN coalesce(t.paused_at, now()) ELSE t.paused_at END
                            FROM ended WHERE t.id = ended.trigger_id AND :counts)
                        SELECT EXISTS (SELECT FROM ended)
                        """)
                .param("state", end.state().name())
                .param("reason", end.reason().map(BuildReason::name).orElse(""))
                .param("detail", end.detail())
                .param("digest", end.digest().orElse(null))
                .param("good", end.state() == BuildState.SUCCEEDED)
                .param("counts", end.countsForTrigger())
                .param("limit", pauseAfter)
                .query(Boolean.class)
                .single();
    }

    /// A dead worker's builds go back into the queue, once.
    int requeueLost() {
        return jdbc.sql("""
                        UPDATE builds.build SET state = 'QUEUED', lease_until = NULL, started_at = NULL, node = NULL,
                            cloned_at = NULL, built_at = NULL, tested_at = NULL, losses = losses + 1
                        WHERE lease_until < now() AND losses = 0 AND NOT cancel_asked
                        """).update();
    }

    /// The second time, and where it was to end anyway.
    int endLost() {
        return jdbc.sql("""
                        UPDATE builds.build SET lease_until = NULL, finished_at = now(), losses = losses + 1,
                            state = CASE WHEN NOT cancel_asked THEN 'FAILED' WHEN reason = 'NEWER' THEN 'SUPERSEDED'
                                ELSE 'CANCELLED' END,
                            reason = CASE WHEN NOT cancel_asked THEN 'LOST' WHEN reason = 'NEWER' THEN 'NEWER'
                                ELSE 'ASKED' END
                        WHERE lease_until < now() AND (losses > 0 OR cancel_asked)
                        """).update();
    }

    /// The lease of one whose worker is dead for sure.
    int expire(long id, int claims) {
        return jdbc.sql("""
                        UPDATE builds.build SET lease_until = now() - INTERVAL '1 second'
                        WHERE id = ? AND claims = ? AND lease_until IS NOT NULL
                        """).params(id, claims).update();
    }

    private JdbcClient.StatementSpec mine(String start, BuildClaim claim) {
        return mine(start, claim, "");
    }

    private JdbcClient.StatementSpec mine(String start, BuildClaim claim, String rest) {
        return jdbc.sql(start + MINE + "\n" + rest).param("id", claim.id()).param("claims", claim.claims());
    }

    private BuildClaim claim(ResultSet row) throws SQLException {
        return new BuildClaim(
                row.getLong("id"),
                row.getInt("claims"),
                row.getLong("repository_id"),
                Optional.ofNullable(row.getString("repository")).map(RepositoryName::new),
                row.getInt("number"),
                Optional.ofNullable(row.getObject("trigger_id", Long.class)),
                new SourceRef(SourceRef.Kind.valueOf(row.getString("ref_kind")), row.getString("ref_name")),
                Optional.ofNullable(row.getString("commit_id")),
                json.readValue(row.getString("plan"), BuildPlan.class),
                Stream.of((String[]) row.getArray("tags").getArray())
                        .map(Tag::new)
                        .toList());
    }
}
