import java.io.IOException;
import java.util.Random;

/// Requests of one worker: each is noted. A token that is too old is renewed, and so is a connection to an earlier
/// start of the server.
final class SoakClient implements AutoCloseable {

    private static final String OCTETS = "application/octet-stream";
    private static final long TOKEN_AGE = 60_000_000_000L;

    final Answers answers;
    final Random random;
    private final Server server;
    private final Pace pace;
    private final String[] scopes;
    private Http http;
    private int start;
    private long since;

    /// @param scopes of its tokens; without any it sends the password
    SoakClient(Server server, Answers answers, Pace pace, Random random, String... scopes) {
        this.server = server;
        this.answers = answers;
        this.pace = pace;
        this.random = random;
        this.scopes = scopes;
    }

    Http.Answer send(String method, String kind, String path, String type, byte[] body) throws IOException {
        var answer = once(method, kind, path, type, body);
        if (answer.status() != 401) {
            return answer;
        }
        renew();
        return once(method, kind, path, type, body);
    }

    Http.Answer send(String method, String kind, String path) throws IOException {
        return send(method, kind, path, "", new byte[0]);
    }

    private Http.Answer once(String method, String kind, String path, String type, byte[] body) throws IOException {
        pace.await();
        if (http == null || start != server.starts() || System.nanoTime() - since > TOKEN_AGE) {
            renew();
        }
        var start = System.nanoTime();
        try {
            var answer = http.send(method, path, type, body);
            answers.add(method, kind, answer.status(), (System.nanoTime() - start) / 1e6);
            if (answer.status() >= 500) {
                System.err.println("FAULT " + method + " " + path + ": " + answer.status() + " " + answer.text());
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            answers.add(method, kind, 0, (System.nanoTime() - start) / 1e6);
            close();
            throw e instanceof IOException broken ? broken : new IOException(e);
        }
    }

    private void renew() throws IOException {
        close();
        start = server.starts();
        try {
            http = new Http(server.port, false, scopes.length == 0 ? server.basic() : server.bearer(scopes));
        } catch (IllegalStateException e) {
            throw new IOException(e);
        }
        since = System.nanoTime();
    }

    boolean whole(String kind, String path, Piece piece) throws IOException {
        var answer = send("GET", kind, path);
        return answer.status() == 200 && java.util.Arrays.equals(answer.start(), piece.bytes());
    }

    static String blob(String repository, String digest) {
        return "/v2/" + repository + "/blobs/" + digest;
    }

    static String manifest(String repository, String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    /// Brings a blob as clients do: asks, mounts, or pushes in one of three ways.
    ///
    /// @param from another repository that may have it
    /// @return until when it was promised to be there, as System.nanoTime
    long bring(String repository, String from, Piece piece) throws IOException {
        var start = System.nanoTime();
        if (random.nextInt(10) > 0
                && send("HEAD", "blob", blob(repository, piece.digest())).status() == 200) {
            return start + 1_000_000_000L;
        }
        start = System.nanoTime();
        var uploads = "/v2/" + repository + "/blobs/uploads/";
        var way = random.nextInt(5);
        if (way == 0) {
            var answer = send("POST", "blob", uploads + "?digest=" + piece.digest(), OCTETS, piece.bytes());
            expect(answer, 201, "a push in one request");
            return start + 2_000_000_000L;
        }
        var query = way < 4 ? "?mount=" + piece.digest() + "&from=" + from : "";
        var session = send("POST", way < 4 ? "mount" : "upload", uploads + query);
        if (session.status() != 201) {
            expect(session, 202, "the start of an upload");
            start = System.nanoTime();
            push(session.location(), piece, random.nextBoolean());
        }
        return start + 2_000_000_000L;
    }

    private void push(String location, Piece piece, boolean chunks) throws IOException {
        var rest = piece.bytes();
        var to = location;
        if (chunks) {
            var answer = send("PATCH", "upload", to, OCTETS, rest);
            expect(answer, 202, "a chunk");
            to = answer.location();
            rest = new byte[0];
        }
        var sign = to.contains("?") ? "&" : "?";
        expect(
                send("PUT", "upload", to + sign + "digest=" + piece.digest(), OCTETS, rest),
                201,
                "the end of an upload");
    }

    private void expect(Http.Answer answer, int wanted, String what) {
        answers.check(
                answer.status() == wanted || answer.status() == 0,
                "uploads end well",
                what + " was answered " + answer.status() + " " + answer.text());
    }

    @Override
    public void close() throws IOException {
        if (http != null) {
            http.close();
            http = null;
        }
    }
}
