package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Sends requests with the same headers each time, one connection for each, and exactly the path that it is given.
///
/// @param headers all but `Content-Length` and `Connection`; a `Host` is sent where there is none
record RegistryClient(InetSocketAddress server, List<Reply.Header> headers) {

    /// Somebody without a credential.
    static RegistryClient on(int port) {
        return new RegistryClient(new InetSocketAddress("localhost", port), List.of());
    }

    RegistryClient with(String name, String value) {
        List<Reply.Header> more = new ArrayList<>(without(name).headers);
        more.add(new Reply.Header(name, value));
        return new RegistryClient(server, more);
    }

    RegistryClient without(String name) {
        return new RegistryClient(
                server,
                headers.stream()
                        .filter(header -> !header.name().equalsIgnoreCase(name))
                        .toList());
    }

    /// The same requests to another address of the server.
    RegistryClient at(InetSocketAddress other) {
        return new RegistryClient(other, headers);
    }

    RegistryClient basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    RegistryClient bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    RegistryClient anonymous() {
        return without("Authorization");
    }

    /// With a token of these scopes, got with the present credentials; without any, an anonymous one.
    RegistryClient asking(String... scopes) {
        return bearer(token(scopes));
    }

    String token(String... scopes) {
        Reply reply = get(tokenPath(scopes));
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply.json().path("token").asString();
    }

    static String tokenPath(String... scopes) {
        return "/token?service=registry"
                + Arrays.stream(scopes).map(scope -> "&scope=" + encode(scope)).collect(Collectors.joining());
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    Reply get(String path) {
        return send("GET", path, new byte[0]);
    }

    Reply head(String path) {
        return send("HEAD", path, new byte[0]);
    }

    Reply delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    Reply post(String path) {
        return send("POST", path, new byte[0]);
    }

    Reply post(String path, byte[] body) {
        return send("POST", path, body);
    }

    Reply patch(String path, byte[] body) {
        return send("PATCH", path, body);
    }

    Reply put(String path, byte[] body) {
        return send("PUT", path, body);
    }

    Reply send(String method, String path, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        boolean bodiless = body.length == 0 && (method.equals("GET") || method.equals("HEAD"));
        String length = bodiless ? "" : "Content-Length: " + body.length + "\r\n";
        request.writeBytes(start(method, path, length + "Connection: close\r\n").getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        try (Wire wire = Wire.open(server)) {
            return wire.send(request.toByteArray()).read(method);
        }
    }

    /// Request line and headers, for requests whose body is sent by hand.
    ///
    /// @param more header lines, each with its line break
    String start(String method, String path, String more) {
        boolean named = headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("Host"));
        String host = named ? "" : "Host: " + authority() + "\r\n";
        String lines = headers.stream()
                .map(header -> header.name() + ": " + header.value() + "\r\n")
                .collect(Collectors.joining());
        return method + " " + path + " HTTP/1.1\r\n" + host + lines + more + "\r\n";
    }

    Wire connect() {
        return Wire.open(server);
    }

    private String authority() {
        String name = server.getHostString().replaceFirst("%.*", "");
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + server.getPort();
    }
}
