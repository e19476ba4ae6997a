package io.slipway.testing;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Builds as a worker would have left them, written by hand.
public record BuildRows(JdbcClient jdbc) {

    public static final String COMMIT = "1234567890abcdef1234567890abcdef12345678";

    /// A Git source of the repository.
    public long trigger(String repository) {
        return jdbc.sql("""
                        INSERT INTO builds.trigger
                            (public_id, repository_id, provider, url, default_branch, auth, hook_secret, created_by)
                        SELECT ?, id, 'GITHUB', 'https://github.com/acme/web.git', 'main', 'NONE', '\\x00', created_by
                        FROM content.repository WHERE name = ? AND deleted_at IS NULL RETURNING id
                        """)
                .params(UUID.randomUUID(), repository)
                .query(Long.class)
                .single();
    }

    /// On the branch main, from a push, with one argument and the tag `latest`.
    ///
    /// @return its number
    public int build(String repository, String state) {
        long trigger =
                jdbc.sql("""
                        SELECT t.id FROM builds.trigger t JOIN content.repository r ON r.id = t.repository_id
                        WHERE r.name = ? AND r.deleted_at IS NULL ORDER BY t.id LIMIT 1
                        """).param(repository).query(Long.class).optional().orElseGet(() -> trigger(repository));
        return jdbc.sql("""
                        WITH next AS (
                            INSERT INTO builds.numbering AS n (repository_id, last)
                            SELECT id, 1 FROM content.repository WHERE name = :repository AND deleted_at IS NULL
                            ON CONFLICT (repository_id) DO UPDATE SET last = n.last + 1 RETURNING repository_id, last)
                        INSERT INTO builds.build (repository_id, number, namespace_id, trigger_id, cause, state,
                            ref_kind, ref_name, commit_id, title, author, plan, tags, started_at, finished_at,
                            lease_until)
                        SELECT r.id, n.last, r.namespace_id, :trigger, 'PUSH', :state, 'BRANCH', 'main', :commit,
                            'Mend <b>it</b>', 'Ada', '{"dockerfile":"build/Dockerfile","context":".","target":"",
                            "testTarget":"","arguments":{"VERSION":"1.2"},"cache":true,"submodules":false}', '{latest}',
                            CASE WHEN :state <> 'QUEUED' THEN now() - interval '1 minute' END,
                            CASE WHEN :over THEN now() END,
                            CASE WHEN NOT :over AND :state <> 'QUEUED' THEN now() + interval '1 hour' END
                        FROM next n JOIN content.repository r ON r.id = n.repository_id RETURNING number
                        """)
                .param("repository", repository)
                .param("trigger", trigger)
                .param("state", state)
                .param("commit", COMMIT)
                .param(
                        "over",
                        switch (state) {
                            case "QUEUED", "CLONING", "BUILDING", "TESTING", "PUSHING" -> false;
                            default -> true;
                        })
                .query(Integer.class)
                .single();
    }

    public void set(String repository, int number, String column, Object value) {
        jdbc.sql("UPDATE builds.build SET " + column + " = ? WHERE number = ? AND repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = ? AND deleted_at IS NULL)")
                .params(value, number, repository)
                .update();
    }

    /// What it made: pushed by the builds of the repository, as builds do.
    public void made(String repository, int number, String digest) {
        set(repository, number, "digest", digest);
        long agent = jdbc.sql("INSERT INTO accounts.principal (kind) VALUES ('BUILD') RETURNING id")
                .query(Long.class)
                .single();
        jdbc.sql("INSERT INTO accounts.build_agent (principal_id, repository_id)"
                        + " SELECT ?, id FROM content.repository WHERE name = ? AND deleted_at IS NULL")
                .params(agent, repository)
                .update();
        jdbc.sql("UPDATE content.manifest SET pushed_by = ? WHERE encode(digest, 'hex') LIKE '%' || ?")
                .params(agent, digest.substring(digest.indexOf(':') + 1))
                .update();
    }

    /// Ends it, as a worker does.
    public void end(String repository, int number, String state, String reason) {
        jdbc.sql("""
                        UPDATE builds.build SET state = ?, reason = ?, finished_at = now(), lease_until = NULL
                        WHERE number = ? AND repository_id =
                            (SELECT id FROM content.repository WHERE name = ? AND deleted_at IS NULL)
                        """).params(state, reason, number, repository).update();
    }

    /// Goes on where the log ended.
    public void log(String repository, int number, String text) {
        jdbc.sql("""
                        WITH written AS (
                            INSERT INTO builds.log (build_id, first_line, lines, text)
                            SELECT b.id, b.log_lines + 1, :lines, :text
                            FROM builds.build b JOIN content.repository r ON r.id = b.repository_id
                            WHERE r.name = :repository AND r.deleted_at IS NULL AND b.number = :number
                            RETURNING build_id)
                        UPDATE builds.build SET log_lines = log_lines + :lines, log_bytes = log_bytes + :bytes
                        WHERE id = (SELECT build_id FROM written)
                        """)
                .param("lines", text.split("\n", -1).length)
                .param("text", text)
                .param("bytes", text.length())
                .param("repository", repository)
                .param("number", number)
                .update();
    }
}
