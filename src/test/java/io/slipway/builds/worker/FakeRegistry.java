package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.slipway.oci.Digest;
import java.io.IOException;

/// A registry with one image, that sends those who want its blobs elsewhere, as registries do that keep them with
/// somebody else.
final class FakeRegistry extends Canary {

    private static final String CONFIG = "{\"architecture\":\"amd64\",\"os\":\"linux\"}";
    private static final String TYPE = "application/vnd.docker.distribution.manifest.v2+json";

    private volatile String elsewhere = "";

    FakeRegistry() throws IOException {
        super("127.0.0.1");
    }

    /// @param base `http://…` without a path
    void redirect(String base) {
        elsewhere = base;
    }

    @Override
    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.contains("/blobs/")) {
            exchange.getResponseHeaders().add("Location", elsewhere + path);
            exchange.sendResponseHeaders(307, -1);
        } else if (path.contains("/manifests/")) {
            byte[] manifest = manifest().getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", TYPE);
            exchange.sendResponseHeaders(200, manifest.length);
            exchange.getResponseBody().write(manifest);
        } else {
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String manifest() {
        return """
                {"schemaVersion":2,"mediaType":"%s","layers":[],
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":%d}}
                """.formatted(TYPE, Digest.sha256(CONFIG.getBytes(UTF_8)), CONFIG.length());
    }
}
