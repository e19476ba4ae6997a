package io.slipway.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A client of one port, as somebody or as nobody.
record Site(HttpClient client, int port, String authorization) {

    static final String ADMIN = "admin";
    static final String PASSWORD = "correct-horse-battery";

    static Site on(int port) {
        return new Site(HttpClient.newHttpClient(), port, "");
    }

    Site as(String name) {
        byte[] pair = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return with("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Site with(String header) {
        return new Site(client, port, header);
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    HttpResponse<String> post(String path, String body) {
        return change("POST", path, body, "application/json");
    }

    HttpResponse<String> patch(String path, String body) {
        return change("PATCH", path, body, "application/json");
    }

    HttpResponse<String> change(String method, String path, String body, String type) {
        return send(to(path).method(method, BodyPublishers.ofString(body)).header("Content-Type", type));
    }

    HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
