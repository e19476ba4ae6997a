import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What has to agree when a run is over: rows with rows, and rows with bytes.
final class Laws {

    private static final String DIGEST =
            "(CASE get_byte(digest, 0) WHEN 1 THEN 'sha256:' END) || encode(substr(digest, 2), 'hex')";

    private final Server server;
    private final Database database;
    private final Answers answers;

    Laws(Server server, Database database, Answers answers) {
        this.server = server;
        this.database = database;
        this.answers = answers;
    }

    /// Waits until collection has nothing to do, or for so long.
    void rest(int seconds) throws SQLException, InterruptedException {
        var end = System.nanoTime() + seconds * 1_000_000_000L;
        long before = -1;
        int quiet = 0;
        while (quiet < 5 && System.nanoTime() < end) {
            Thread.sleep(1_000);
            long now = database.collections();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
    }

    void check() throws SQLException, IOException {
        none("each layer of a manifest is linked in its repository", """
                SELECT count(*) FROM content.manifest m
                JOIN content.repository r ON r.id = m.repository_id AND r.deleted_at IS NULL
                CROSS JOIN LATERAL jsonb_path_query(convert_from(m.payload, 'UTF8')::jsonb, '$.layers[*].digest') d
                WHERE m.deleted_at IS NULL AND NOT EXISTS (
                    SELECT FROM content.blob b JOIN content.repository_blob l ON l.blob_id = b.id
                    WHERE b.digest = decode('01' || substr(d #>> '{}', 8), 'hex')
                        AND l.repository_id = m.repository_id AND l.hidden_at IS NULL)
                """);
        none("each tag names a live manifest", """
                SELECT count(*) FROM content.tag t JOIN content.manifest m ON m.id = t.manifest_id
                WHERE m.deleted_at IS NOT NULL
                """);
        none("each blob is linked", """
                SELECT count(*) FROM content.blob b
                WHERE NOT EXISTS (SELECT FROM content.repository_blob l WHERE l.blob_id = b.id)
                """);
        none("each link that nothing needs is reviewed", """
                SELECT count(*) FROM content.repository_blob l WHERE l.lease_until < now() - INTERVAL '10 s'
                AND NOT EXISTS (SELECT FROM content.manifest_blob e
                    WHERE e.blob_id = l.blob_id AND e.repository_id = l.repository_id)
                AND NOT EXISTS (SELECT FROM content.link_review v
                    WHERE v.blob_id = l.blob_id AND v.repository_id = l.repository_id)
                """);
        none("each manifest in the trash is reviewed", """
                SELECT count(*) FROM content.manifest m
                JOIN content.repository r ON r.id = m.repository_id AND r.deleted_at IS NULL
                WHERE m.deleted_at IS NOT NULL
                    AND NOT EXISTS (SELECT FROM content.manifest_review v WHERE v.manifest_id = m.id)
                """);
        for (var queue : List.of("link_review", "manifest_review", "object_deletion")) {
            none(
                    "nothing waits in " + queue,
                    "SELECT count(*) FROM content." + queue + " WHERE due_at < now() - INTERVAL '30 s'");
        }
        keys();
        bytes();
    }

    void log() throws IOException {
        answers.check(answers.faults() == 0, "no answer is a 5xx", answers.faults() + " are");
        var failures = Pattern.compile("(?m)^.*(collection of .* failed| ERROR ).*$")
                .matcher(Files.readString(server.folder.resolve("log")))
                .results()
                .map(MatchResult::group)
                .toList();
        answers.check(
                failures.isEmpty(),
                "the log has no failures",
                failures.size() + " such as " + failures.stream().limit(5).collect(Collectors.joining("\n")));
    }

    private void none(String law, String sql) throws SQLException {
        long count = database.number(sql);
        answers.check(count == 0, law, count + " are not");
    }

    /// Files first: what comes later has its row before its bytes, what goes loses its bytes before its row.
    private void keys() throws SQLException, IOException {
        var unknown = Database.files(server);
        unknown.removeAll(database.texts("""
                SELECT storage_key FROM content.blob UNION ALL SELECT storage_key FROM content.upload
                UNION ALL SELECT storage_key FROM content.object_deletion
                """));
        unknown.removeIf(
                key -> !Files.exists(server.folder.resolve("data/blobs").resolve(key)));
        answers.check(
                unknown.isEmpty(),
                "each object has a row",
                unknown.size() + " have none: " + unknown.stream().limit(5).toList());
    }

    private void bytes() throws SQLException, IOException {
        var blobs = database.texts("SELECT storage_key || ' ' || " + DIGEST + " FROM content.blob");
        var wrong = new HashSet<String>();
        for (var blob : blobs) {
            var parts = blob.split(" ");
            try {
                var file = server.folder.resolve("data/blobs").resolve(parts[0]);
                if (!Blob.digestOf(Files.readAllBytes(file)).equals(parts[1])) {
                    wrong.add(blob);
                }
            } catch (NoSuchFileException e) {
                wrong.add(blob);
            }
        }
        wrong.retainAll(database.texts("SELECT storage_key || ' ' || " + DIGEST + " FROM content.blob"));
        answers.check(
                wrong.isEmpty(),
                "each blob has its bytes",
                wrong.size() + " of " + blobs.size() + ": "
                        + wrong.stream().limit(5).toList());
        System.out.println("blobs at the end, each with its bytes: " + (blobs.size() - wrong.size()));
    }
}
