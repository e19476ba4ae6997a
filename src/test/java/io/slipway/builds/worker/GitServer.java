package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// A real Git server on loopback: git's own `http-backend`, called as a CGI program.
final class GitServer implements AutoCloseable {

    /// What was asked, in the order in which it was: the path, and what came as its `Authorization`.
    record Request(String path, String credential) {}

    private final Path root;
    private final HttpServer server;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private volatile String redirected = "";
    private volatile String elsewhere = "";
    private volatile String credential = "";

    GitServer(Path root) throws IOException {
        this.root = root;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ".git";
    }

    /// From now on it sends to another server what comes with this in its path.
    ///
    /// @param base `http://…` without a path
    void redirect(String part, String base) {
        redirected = part;
        elsewhere = base;
    }

    /// From now on it answers only those who bring this `Authorization`.
    void demand(String value) {
        credential = value;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /// A repository with one commit on `main`, made anew.
    ///
    /// @param files by path; what begins with `->` is a link
    /// @return the commit
    String commit(String name, Map<String, String> files) {
        try {
            Path bare = root.resolve(name + ".git");
            Path work = Files.createTempDirectory(root, name);
            if (!Files.exists(bare)) {
                git(root, "init", "-q", "--bare", "-b", "main", bare.toString());
            }
            git(work, "init", "-q", "-b", "main");
            for (var file : files.entrySet()) {
                Path path = work.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                if (file.getValue().startsWith("->")) {
                    Files.createSymbolicLink(path, Path.of(file.getValue().substring(2)));
                } else {
                    Files.writeString(path, file.getValue());
                }
            }
            Files.copy(Path.of("/usr/bin/busybox"), work.resolve("busybox"));
            work.resolve("busybox").toFile().setExecutable(true);
            git(work, "add", "-A");
            git(work, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "Say hello");
            git(work, "push", "-q", "-f", bare.toString(), "HEAD:main");
            return git(work, "rev-parse", "HEAD").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A commit on `main` of a repository that is there, as a script makes it.
    ///
    /// @param script in a clone, which it leaves with a commit on `HEAD`
    void commit(String name, String script, Map<String, String> variables) {
        try {
            Path work = Files.createTempDirectory(root, name);
            String bare = root.resolve(name + ".git").toString();
            git(work, "clone", "-q", bare, ".");
            run(work, variables, List.of("bash", "-euc", script));
            git(work, "push", "-q", "-f", bare, "HEAD:main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(folder, Map.of(), command);
    }

    private static String run(Path folder, Map<String, String> variables, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        builder.environment().putAll(variables);
        Process process =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        String asked = exchange.getRequestURI().toString();
        requests.add(new Request(asked, given == null ? "" : given));
        if (!credential.isEmpty() && !credential.equals(given)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (!elsewhere.isEmpty() && asked.contains(redirected)) {
            exchange.getResponseHeaders().add("Location", elsewhere + asked);
            exchange.sendResponseHeaders(302, -1);
        } else {
            serve(exchange);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        Map<String, String> variables = builder.environment();
        variables.put("GIT_PROJECT_ROOT", root.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        String query = exchange.getRequestURI().getRawQuery();
        variables.put("QUERY_STRING", query == null ? "" : query);
        header(exchange, "Content-Type", "CONTENT_TYPE", variables);
        header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", variables);
        header(exchange, "Git-Protocol", "GIT_PROTOCOL", variables);
        byte[] body = exchange.getRequestBody().readAllBytes();
        variables.put("CONTENT_LENGTH", String.valueOf(body.length));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.getOutputStream()) {
            out.write(body);
        }
        reply(exchange, process.getInputStream());
    }

    private static void header(HttpExchange exchange, String name, String variable, Map<String, String> variables) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
            variables.put(variable, value);
        }
    }

    private static void reply(HttpExchange exchange, InputStream in) throws IOException {
        int status = 200;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        try (var out = exchange.getResponseBody()) {
            in.transferTo(out);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
