package io.slipway.builds.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server to which nobody should come: it notes who did.
class Canary implements AutoCloseable {

    private final HttpServer server;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    Canary(String address) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestURI().toString());
                answer(exchange);
            }
        });
        server.start();
    }

    int port() {
        return address().getPort();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /// Paths that were asked for.
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, -1);
    }
}
