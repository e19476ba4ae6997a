package io.slipway.web;

import io.slipway.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Pushes small images through `/v2`, as a client does.
class Pusher {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private final String base;
    private final String authorization;

    Pusher(int port, String user, String password) {
        this.base = "http://localhost:" + port;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /// One image under all of the tags.
    void push(String repository, String... tags) throws IOException, InterruptedException {
        byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"id\":\"%s\"}"
                .formatted(UUID.randomUUID())
                .getBytes(StandardCharsets.UTF_8);
        String digest = blob(repository, config);
        String manifest = """
                {"schemaVersion": 2, "mediaType": "%s", "layers": [],
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d}}
                """.formatted(TYPE, digest, config.length);
        for (String tag : tags) {
            send("PUT", "/v2/" + repository + "/manifests/" + tag, TYPE, manifest.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Any manifest; its digest.
    String manifest(String repository, String reference, String type, String manifest)
            throws IOException, InterruptedException {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        String digest = Digest.sha256(bytes).toString();
        send("PUT", "/v2/" + repository + "/manifests/" + (reference.isEmpty() ? digest : reference), type, bytes);
        return digest;
    }

    /// A manifest as it was pushed.
    String read(String repository, String reference) throws IOException, InterruptedException {
        return send("GET", "/v2/" + repository + "/manifests/" + reference, TYPE, new byte[0])
                .body();
    }

    /// What the API answers.
    String rest(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", new byte[0]).body();
    }

    /// The image behind a tag, with all of its tags.
    void delete(String repository, String tag) throws IOException, InterruptedException {
        String manifests = "/v2/" + repository + "/manifests/";
        String digest = send("GET", manifests + tag, TYPE, new byte[0])
                .headers()
                .firstValue("Docker-Content-Digest")
                .orElseThrow();
        send("DELETE", manifests + digest, TYPE, new byte[0]);
    }

    /// What a tag points at, under the same tag of another repository: its blobs are mounted.
    void copy(String repository, String tag, String target) throws IOException, InterruptedException {
        String manifest = send("GET", "/v2/" + repository + "/manifests/" + tag, TYPE, new byte[0])
                .body();
        Matcher digests = Pattern.compile("sha256:[0-9a-f]{64}").matcher(manifest);
        while (digests.find()) {
            String uploads = "/v2/" + target + "/blobs/uploads/?mount=" + digests.group() + "&from=" + repository;
            send("POST", uploads, "text/plain", new byte[0]);
        }
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        send("PUT", "/v2/" + target + "/manifests/" + tag, TYPE, bytes);
    }

    /// Its digest.
    String blob(String repository, byte[] content) throws IOException, InterruptedException {
        String digest = Digest.sha256(content).toString();
        String location = send("POST", "/v2/" + repository + "/blobs/uploads/", "text/plain", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String separator = location.contains("?") ? "&" : "?";
        send("PUT", location + separator + "digest=" + digest, "application/octet-stream", content);
        return digest;
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response;
    }
}
