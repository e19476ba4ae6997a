import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// As little HTTP/1.1 as possible, so that the servers and not the client are measured: one connection, kept alive or
/// new for each request. Answers' bodies are read and thrown away, but for their first 64 KiB.
final class Http implements AutoCloseable {

    private static final byte[] NO_BYTES = {};
    private static final int KEPT = 64 << 10;

    private final int port;
    private final boolean close;
    private final String authorization;
    private final byte[] buffer = new byte[128 << 10];
    private int position;
    private int limit;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /// `authorization`: the value of the header, empty for none.
    Http(int port, boolean close, String authorization) {
        this.port = port;
        this.close = close;
        this.authorization = authorization;
    }

    record Answer(int status, Map<String, String> headers, long size, byte[] start) {

        Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Expected %d but got %d: %s".formatted(expected, status, text()));
            }
            return this;
        }

        String text() {
            return new String(start, StandardCharsets.UTF_8);
        }

        /// Path and query of the Location header, which some servers send with their host.
        String location() {
            return headers.get("location").replaceFirst("^https?://[^/]+", "");
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "", NO_BYTES);
    }

    Answer head(String path) throws IOException {
        return send("HEAD", path, "", NO_BYTES);
    }

    Answer send(String method, String path, String type, byte[] body) throws IOException {
        var hasBody = !method.equals("GET") && !method.equals("HEAD");
        start(method, path, type, hasBody ? "Content-Length: " + body.length + "\r\n" : "");
        out.write(body);
        return finish(method);
    }

    Answer send(String method, String path, Blob body, boolean chunked) throws IOException {
        start(
                method,
                path,
                "application/octet-stream",
                chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.size() + "\r\n");
        if (chunked) {
            body.writeChunkedTo(out);
        } else {
            body.writeTo(out);
        }
        return finish(method);
    }

    private void start(String method, String path, String type, String length) throws IOException {
        if (socket == null) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            in = socket.getInputStream();
            out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
            position = 0;
            limit = 0;
        }
        var head = new StringBuilder(512)
                .append(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + length)
                .append("Accept: application/vnd.oci.image.manifest.v1+json\r\nUser-Agent: slipway-bench\r\n");
        if (!authorization.isEmpty()) {
            head.append("Authorization: " + authorization + "\r\n");
        }
        if (!type.isEmpty()) {
            head.append("Content-Type: " + type + "\r\n");
        }
        head.append(close ? "Connection: close\r\n\r\n" : "\r\n");
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Answer finish(String method) throws IOException {
        out.flush();
        var status = Integer.parseInt(line().split(" ")[1]);
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).trim());
        }
        var start = new ByteArrayOutputStream(0);
        var size = method.equals("HEAD") || status == 204 || status == 304 ? 0 : body(headers, start);
        if (close || "close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(status, headers, size, start.toByteArray());
    }

    private long body(Map<String, String> headers, ByteArrayOutputStream start) throws IOException {
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return skip(Long.parseLong(headers.getOrDefault("content-length", "0")), start);
        }
        long size = 0;
        while (true) {
            var chunk = Long.parseLong(line(), 16);
            size += skip(chunk, start);
            line();
            if (chunk == 0) {
                return size;
            }
        }
    }

    private long skip(long length, ByteArrayOutputStream start) throws IOException {
        for (long left = length; left > 0; ) {
            fill();
            var part = (int) Math.min(left, limit - position);
            if (start.size() < KEPT) {
                start.write(buffer, position, Math.min(part, KEPT - start.size()));
            }
            position += part;
            left -= part;
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            fill();
            var next = (char) buffer[position++];
            if (next == '\n') {
                return line.toString();
            } else if (next != '\r') {
                line.append(next);
            }
        }
    }

    private void fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = in.read(buffer);
            if (limit < 0) {
                limit = 0;
                throw new EOFException("The server closed the connection early");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
