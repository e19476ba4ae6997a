package io.slipway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// An HTTP proxy before a server, which a test may let lie, stall and fail; it counts what passes. Each request has a
/// connection of its own.
public final class FaultyProxy implements Closeable {

    /// What happens to a request.
    public sealed interface Fault {

        /// It is answered without the server: a status line's number and text, and a body.
        record Answer(String status, String body) implements Fault {}

        /// The connection ends before any answer; the server never hears of it.
        record Reset() implements Fault {}

        /// The server does it, and its answer is lost.
        record LostAnswer() implements Fault {}

        /// The server does it, and this is answered instead.
        record OtherAnswer(String status, String body) implements Fault {}

        /// The answer ends after so many bytes, its head included.
        record Cut(int bytes) implements Fault {}

        /// One bit of the answer's body is another one.
        record Flip() implements Fault {}

        /// Nothing happens until the client leaves.
        record Stall() implements Fault {}
    }

    /// @param head first line, such as `PUT /bucket/key?partNumber=1&uploadId=x`
    /// @param sent bytes of the body, as its head says
    /// @param head all lines before the body
    public record Request(String line, long sent, String head) {

        public boolean says(String name, String value) {
            return head.lines().anyMatch(line -> line.equalsIgnoreCase(name + ": " + value));
        }

        public boolean is(String method, String part) {
            return line.startsWith(method + " ") && line.contains(part);
        }
    }

    private final ServerSocket listener;
    private final int server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private volatile Function<Request, Optional<Fault>> faults = _ -> Optional.empty();

    public FaultyProxy(int server) {
        try {
            this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = server;
        Thread.ofPlatform().daemon().name("faulty-proxy").start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// For the requests from now on.
    public void when(Function<Request, Optional<Fault>> chosen) {
        faults = chosen;
    }

    public void behave() {
        when(_ -> Optional.empty());
    }

    /// All that came, in order, since the last [#forget].
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Bytes of answers, heads included, since the last [#forget].
    public long received() {
        return received.get();
    }

    public void forget() {
        requests.clear();
        received.set(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            Request request = new Request(head.lines().findFirst().orElseThrow(), length(head), head);
            requests.add(request);
            Optional<Fault> fault = faults.apply(request);
            if (fault.isPresent()) {
                act(fault.get(), client, head);
            } else {
                forward(client, head, client.getOutputStream());
            }
        } catch (IOException gone) {
            // a client or a server that leaves ends the request
        }
    }

    private void act(Fault fault, Socket client, String head) throws IOException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case Fault.Answer(String status, String body) -> {
                if (!head.toLowerCase(java.util.Locale.ROOT).contains("100-continue")) {
                    client.getInputStream().readNBytes((int) length(head));
                }
                answer(out, status, body);
            }
            case Fault.Reset() -> client.setSoLinger(true, 0);
            case Fault.LostAnswer() -> {
                forward(client, head, OutputStream.nullOutputStream());
                client.setSoLinger(true, 0);
            }
            case Fault.OtherAnswer(String status, String body) -> {
                forward(client, head, OutputStream.nullOutputStream());
                answer(out, status, body);
            }
            case Fault.Cut(int bytes) -> {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                forward(client, head, whole);
                out.write(whole.toByteArray(), 0, Math.min(bytes, whole.size()));
                out.flush();
            }
            case Fault.Flip() -> {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                forward(client, head, whole);
                byte[] bytes = whole.toByteArray();
                bytes[bytes.length - 2] ^= 1;
                out.write(bytes);
                out.flush();
            }
            case Fault.Stall() -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void answer(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(ISO_8859_1);
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
    }

    private void forward(Socket client, String head, OutputStream out) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
            OutputStream up = upstream.getOutputStream();
            up.write(head.replaceFirst("(?i)\r\nconnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n")
                    .getBytes(ISO_8859_1));
            up.flush();
            long length = length(head);
            Thread.ofVirtual().start(() -> pump(client, up, length));
            byte[] buffer = new byte[64 * 1024];
            InputStream in = upstream.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.addAndGet(n);
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }

    private static void pump(Socket client, OutputStream up, long length) {
        try {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = client.getInputStream();
            for (long left = length; left > 0; ) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    return;
                }
                up.write(buffer, 0, n);
                left -= n;
            }
            up.flush();
        } catch (IOException gone) {
            // the server answered before it had all
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
            if (b == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(ISO_8859_1);
            }
        }
    }

    private static long length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
