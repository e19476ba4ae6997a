import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/// What comes back, what a policy takes, and whole repositories: by REST where this build has it, else in the database.
final class SoakTrash {

    private static final String JSON = "application/json";
    private static final String POLICIES = "/api/v1/repositories/" + SoakWorker.repository(2) + "/-/policies";
    private static final String POLICY = """
            {"retention": {"rules": [{"scope": ["old-*"], "keep": [{"kind": "pushed", "count": 5}]}]}}
            """;

    private volatile Database database;
    private final Answers answers;
    private final SoakClient api;
    private boolean retention;
    private boolean whole = true;

    /// @param api with the password of an administrator
    SoakTrash(Database database, SoakClient api) {
        this.database = database;
        this.api = api;
        answers = api.answers;
    }

    /// After a new start of the server.
    void use(Database now) {
        database = now;
    }

    interface Images {
        SoakWorker.Image push(String repository, String tag) throws IOException;
    }

    void prepare() throws IOException {
        // one that a push made is hidden until its first manifest
        send("POST", "repositories", "/api/v1/repositories", "{\"name\": \"%s\"}".formatted(SoakWorker.repository(2)));
        var answer = send("PUT", "policies", POLICIES, POLICY);
        retention = answer.status() == 200;
        System.out.println(
                retention
                        ? "with retention"
                        : "without retention: this build has no policies (" + answer.status() + ")");
    }

    synchronized void retain(SoakClient client) throws IOException {
        if (retention && client.random.nextInt(5) == 0) {
            int status = send("POST", "policies", POLICIES + ":run", "{}").status();
            answers.check(status == 202 || status == 409, "retention runs", "" + status);
        }
    }

    /// Pushes to a repository of its own, deletes it, and brings it back or not.
    void repository(SoakClient client, int number, Images images) throws IOException {
        var name = "admin/gone-" + number;
        // as clients do: a token for each push, since the last one is of a repository that is gone
        client.close();
        var image = images.push(name, "latest");
        if (image == null) {
            return;
        }
        var start = System.nanoTime();
        delete(name);
        var path = SoakClient.manifest(name, "latest");
        answers.check(client.send("GET", "manifest", path).status() == 404, "deleted repositories are gone", name);
        if (client.random.nextBoolean() && restore(name, start)) {
            answers.check(client.whole("manifest", path, image.manifest()), "restored repositories are whole", path);
            for (var piece : image.pieces()) {
                var blob = SoakClient.blob(name, piece.digest());
                answers.check(client.whole("blob", blob, piece), "restored repositories are whole", blob);
            }
            delete(name);
        }
    }

    private synchronized void delete(String name) throws IOException {
        if (whole) {
            int status = send("DELETE", "repository", "/api/v1/repositories/" + name, "")
                    .status();
            answers.check(status == 202 || status == 404, "repositories can be deleted", status + " " + name);
            whole = status != 404;
        }
        if (!whole) {
            sql("UPDATE content.repository SET deleted_at = now() WHERE name = ? AND deleted_at IS NULL", name);
        }
    }

    /// @param start no later than its deletion: the trash keeps it for two seconds
    /// @return whether it came back
    private synchronized boolean restore(String name, long start) throws IOException {
        if (!whole) {
            sql("""
                    UPDATE content.repository SET deleted_at = NULL WHERE id = (
                        SELECT id FROM content.repository WHERE name = ? AND deleted_at IS NOT NULL
                        ORDER BY deleted_at DESC LIMIT 1)
                    """, name);
            return true;
        }
        var list = send("GET", "trash", "/api/v1/namespaces/admin/trash", "").text();
        var id = Pattern.compile("\"id\":(\\d+),\"name\":\"" + name + "\"").matcher(list);
        if (!id.find()) {
            answers.check(!isOpen(start), "deleted repositories are in the trash", name);
            return false;
        }
        var body = "{\"id\": %s}".formatted(id.group(1));
        int status = send("POST", "trash", "/api/v1/namespaces/admin/trash:restore", body)
                .status();
        answers.check(status == 200 || status == 404 && !isOpen(start), "repositories come back", status + " " + name);
        return status == 200;
    }

    /// It may have waited for the others, and for a busy machine.
    private static boolean isOpen(long start) {
        return System.nanoTime() - start < 1_000_000_000L;
    }

    private void sql(String sql, String name) throws IOException {
        try {
            database.execute(sql, name);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /// @param inside whether the window is open for sure
    void restore(SoakClient client, SoakWorker.Image image, boolean inside, List<SoakWorker.Image> kept)
            throws IOException {
        var body = "{\"digest\": \"%s\"}".formatted(image.manifest().digest());
        var path = "/api/v1/repositories/" + image.repository() + "/-/trash:restore";
        var start = System.nanoTime();
        Http.Answer answer;
        synchronized (this) {
            answer = send("POST", "trash", path, body);
        }
        inside &= System.nanoTime() - start < 500_000_000L;
        answers.check(
                answer.status() == 200 || answer.status() == 404 && !inside,
                "what was deleted comes back",
                answer.status() + " " + answer.text());
        var back = Pattern.compile("\"tags\":\\[\"" + image.tag() + "\"").matcher(answer.text());
        if (answer.status() == 200 && back.find()) {
            kept.add(image);
            var manifest =
                    SoakClient.manifest(image.repository(), image.manifest().digest());
            answers.check(client.whole("manifest", manifest, image.manifest()), "what comes back is whole", manifest);
        }
    }

    private Http.Answer send(String method, String kind, String path, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return api.send(method, kind, path, bytes.length == 0 ? "" : JSON, bytes);
    }
}
