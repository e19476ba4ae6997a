package io.slipway.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One connection to the registry: sends bytes as they are and reads answers. For what no HTTP client would send.
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    static Wire open(InetSocketAddress server) {
        try {
            Socket socket = new Socket();
            socket.connect(server, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            return new Wire(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A server that has refused already may have closed its side: that is no failure, its answer can still be read.
    Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // reading tells whether there was an answer
        }
        return this;
    }

    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Nothing more comes from this side.
    Wire endOfRequest() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// The next answer.
    Reply read() {
        return read("GET");
    }

    /// @param method of the request: the answer to a HEAD has no body
    Reply read(String method) {
        try {
            String[] start = line().split(" ", 3);
            int status = Integer.parseInt(start[1]);
            List<Reply.Header> headers = headers();
            Reply head = new Reply(status, headers, new byte[0]);
            boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
            return bodiless ? head : new Reply(status, headers, body(head));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    /// Reads whatever still comes, until the server ends its side.
    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// Ends the connection the rude way.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Reply.Header> headers() throws IOException {
        List<Reply.Header> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(new Reply.Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private byte[] body(Reply head) throws IOException {
        if (head.header("Transfer-Encoding").filter("chunked"::equals).isPresent()) {
            return chunks();
        }
        int length = head.header("Content-Length").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        return in.readNBytes(length);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            new ByteArrayInputStream(in.readNBytes(size)).transferTo(whole);
            line();
        }
        line();
        return whole.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection after: " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
