package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// With somebody who takes traces: a collector in the test's own process.
@SlipwayTest
class TracesHttpTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECRET = "slp_never-in-a-span";
    private static final Queue<String> SENT = new ConcurrentLinkedQueue<>();
    private static final HttpServer COLLECTOR = collector();

    @Value("${local.server.port}")
    int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                () -> "http://127.0.0.1:" + COLLECTOR.getAddress().getPort() + "/v1/traces");
        registry.add("management.opentelemetry.tracing.export.schedule-delay", () -> "100ms");
        registry.add("management.tracing.sampling.probability", () -> "1.0");
    }

    @AfterAll
    static void stop() {
        COLLECTOR.stop(0);
    }

    @Tag("I1")
    @Test
    void carriesTheClientsTraceOnAndNoSecret() {
        Site site = Site.on(port);
        site.send(site.to("/api/v1/users/" + SECRET + "?token=" + SECRET)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("Authorization", "Bearer " + SECRET)
                .header("Cookie", "__Host-slipway=" + SECRET));
        String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        await().until(() -> SENT.stream().anyMatch(body -> body.contains(id)));
        assertThat(SENT).noneMatch(body -> body.contains(SECRET));
    }

    @Test
    void anAnswerAndItsSpanHaveOneTrace() {
        String trace = Site.on(port)
                .get("/api/v1/me")
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow()
                .replace("-", "");
        String id = new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
        await().until(() -> SENT.stream().anyMatch(sent -> sent.contains(id)));
    }

    private static HttpServer collector() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                SENT.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
