package io.slipway.builds;

import io.slipway.builds.BuildSummary.Log;
import io.slipway.builds.BuildSummary.People;
import io.slipway.builds.BuildSummary.Source;
import io.slipway.builds.BuildSummary.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class BuildViewSql {

    private static final String SUMMARY = """
            SELECT b.*, r.name AS repository, t.provider, t.url,
                (SELECT n.name FROM accounts.principal_name n WHERE n.principal_id = b.started_by) AS starter,
                (SELECT n.name FROM accounts.principal_name n WHERE n.principal_id = b.cancelled_by) AS canceller,
                CASE WHEN b.state = 'QUEUED' THEN (
                    SELECT count(*) FROM builds.build o
                    WHERE o.state = 'QUEUED' AND o.namespace_id = b.namespace_id AND o.id <= b.id) ELSE 0 END AS place
            FROM builds.build b JOIN content.repository r ON r.id = b.repository_id
            LEFT JOIN builds.trigger t ON t.id = b.trigger_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BuildViewSql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The newest first.
    List<BuildSummary> page(long repositoryId, int before, int limit) {
        return jdbc.sql(SUMMARY + """
                        WHERE b.repository_id = :repository AND b.number < :before ORDER BY b.number DESC LIMIT :limit
                        """)
                .param("repository", repositoryId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> summary(row))
                .list();
    }

    Optional<BuildSummary> find(long repositoryId, int number) {
        return jdbc.sql(SUMMARY + "WHERE b.repository_id = ? AND b.number = ?")
                .params(repositoryId, number)
                .query((row, _) -> summary(row))
                .optional();
    }

    /// Those that wait are found by their namespace, which has few.
    OpenBuilds open(long repositoryId, long namespaceId) {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM builds.build
                                WHERE repository_id = :repository AND lease_until IS NOT NULL) AS running,
                            (SELECT count(*) FROM builds.build
                                WHERE namespace_id = :namespace AND state = 'QUEUED'
                                    AND repository_id = :repository) AS waiting
                        """)
                .param("repository", repositoryId)
                .param("namespace", namespaceId)
                .query((row, _) -> new OpenBuilds(row.getInt("running"), row.getInt("waiting")))
                .single();
    }

    /// Of each digest the newest that pushed it.
    List<BuildSummary> ofDigests(long repositoryId, Collection<String> digests) {
        return jdbc.sql(SUMMARY + """
                        WHERE b.id IN (
                            SELECT DISTINCT ON (digest) id FROM builds.build
                            WHERE repository_id = :repository AND digest = ANY (:digests) ORDER BY digest, id DESC)
                        """)
                .param("repository", repositoryId)
                .param("digests", digests.toArray(String[]::new))
                .query((row, _) -> summary(row))
                .list();
    }

    /// Of the whole site, the longest first.
    List<BuildSummary> running(int limit) {
        return jdbc.sql(SUMMARY + "WHERE b.lease_until IS NOT NULL ORDER BY b.started_at, b.id LIMIT ?")
                .param(limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /// Of the whole site, in the order in which they came.
    List<BuildSummary> waiting(int limit) {
        return jdbc.sql(SUMMARY + "WHERE b.state = 'QUEUED' ORDER BY b.id LIMIT ?")
                .param(limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /// What failed where somebody holds a role by which they may push, the newest first.
    List<BuildSummary> failed(long principal, Instant since, int limit) {
        return jdbc.sql(SUMMARY + """
                        JOIN LATERAL (
                            SELECT max(h.role) AS role FROM access.holding h
                            WHERE h.principal_id = :principal AND h.namespace_id = r.namespace_id
                                AND (h.repository_id IS NULL OR h.repository_id = r.id)) held ON held.role >= 2
                        WHERE b.state IN ('FAILED', 'TIMED_OUT') AND b.finished_at > :since AND r.deleted_at IS NULL
                            AND b.namespace_id IN (
                                SELECT h.namespace_id FROM access.holding h WHERE h.principal_id = :principal)
                        ORDER BY b.id DESC LIMIT :limit
                        """)
                .param("principal", principal)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /// The state of the newest that says something about the source.
    ///
    /// @param branch empty: of any
    Optional<BuildState> newest(long repositoryId, String branch) {
        return jdbc.sql("""
                        SELECT state FROM builds.build
                        WHERE repository_id = :repository AND state NOT IN ('CANCELLED', 'SUPERSEDED', 'QUEUED')
                            AND (:branch = '' OR ref_kind = 'BRANCH' AND ref_name = :branch)
                        ORDER BY number DESC LIMIT 1
                        """)
                .param("repository", repositoryId)
                .param("branch", branch)
                .query(BuildState.class)
                .optional();
    }

    private BuildSummary summary(ResultSet row) throws SQLException {
        return new BuildSummary(
                row.getLong("id"),
                row.getString("repository"),
                row.getInt("number"),
                BuildState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getString("detail"),
                BuildCause.valueOf(row.getString("cause")),
                new SourceRef(SourceRef.Kind.valueOf(row.getString("ref_kind")), row.getString("ref_name")),
                Optional.ofNullable(row.getString("commit_id")),
                row.getString("title"),
                row.getString("author"),
                json.readValue(row.getString("plan"), BuildPlan.class),
                List.of((String[]) row.getArray("tags").getArray()),
                Optional.ofNullable(row.getString("digest")),
                times(row),
                new People(
                        Optional.ofNullable(row.getString("starter")), Optional.ofNullable(row.getString("canceller"))),
                source(row),
                new Log(row.getLong("log_lines"), row.getLong("log_bytes")),
                row.getBoolean("cancel_asked"),
                row.getInt("place"));
    }

    private static Times times(ResultSet row) throws SQLException {
        return new Times(
                time(row, "queued_at").orElseThrow(),
                time(row, "started_at"),
                time(row, "cloned_at"),
                time(row, "built_at"),
                time(row, "tested_at"),
                time(row, "finished_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /// Empty where the trigger is gone.
    private static Optional<Source> source(ResultSet row) throws SQLException {
        String url = row.getString("url");
        return url == null ? Optional.empty() : Optional.of(new Source(row.getString("provider"), url));
    }
}
