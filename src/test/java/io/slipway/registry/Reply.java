package io.slipway.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer as it came over the wire; a chunked body is put together.
record Reply(int status, List<Header> headers, byte[] body) {

    record Header(String name, String value) {}

    private static final JsonMapper JSON = new JsonMapper();

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /// The code of the first entry of `errors`; empty when the body is no such JSON.
    String errorCode() {
        return error("code");
    }

    String errorMessage() {
        return error("message");
    }

    private String error(String field) {
        String type = header("Content-Type").orElse("");
        return type.startsWith("application/json")
                ? json().path("errors").path(0).path(field).asString("")
                : "";
    }

    @Override
    public String toString() {
        String start = text().substring(0, Math.min(500, text().length()));
        return status + " " + headers + " " + start;
    }

    /// Headers without those that differ from answer to answer.
    List<Header> lastingHeaders() {
        return headers.stream()
                .filter(header ->
                        !header.name().equals("Date") && !header.name().equals("X-Request-Id"))
                .toList();
    }
}
