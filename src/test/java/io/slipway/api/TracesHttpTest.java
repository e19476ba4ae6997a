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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
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
        registry.add("management.tracing.sampling.probability", () -> "0.2");
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
        await().until(() -> SENT.stream().anyMatch(body -> body.contains(id(TRACE))));
        assertThat(SENT).noneMatch(body -> body.contains(SECRET));
    }

    @Tag("I1")
    @Test
    void namesASpanByThePatternOfItsPath() {
        Site site = Site.on(port);
        site.send(site.to("/v2/secret-name/app/manifests/secret-tag")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
        await().until(() -> SENT.stream().anyMatch(body -> body.contains("http get /v2/{name}/manifests/{reference}")));
        assertThat(SENT).noneMatch(body -> body.contains("secret-"));
    }

    @Test
    void takesAShareOfRequestsAndTheirAnswersNameTheTrace() {
        Site site = Site.on(port);
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            traces.add(site.get("/api/v1/me")
                    .headers()
                    .firstValue("X-Request-Id")
                    .orElseThrow()
                    .replace("-", ""));
        }
        // by chance alone fewer come once in a billion runs
        await().untilAsserted(() -> assertThat(sent(traces)).hasSizeGreaterThan(10));
        assertThat(sent(traces)).hasSizeLessThan(80);
    }

    private static Set<String> sent(Set<String> traces) {
        return traces.stream()
                .filter(trace -> SENT.stream().anyMatch(body -> body.contains(id(trace))))
                .collect(Collectors.toSet());
    }

    /// As it stands in what is sent, which is protobuf.
    private static String id(String trace) {
        return new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
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
