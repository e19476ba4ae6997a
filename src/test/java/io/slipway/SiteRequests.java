package io.slipway;

import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Sends to the routes of [SiteTable] what somebody who may use them would.
record SiteRequests(Cast cast, int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    HttpResponse<String> send(Part part, String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body(method, path)));
        cast.login(part).ifPresent(login -> request.header("Authorization", basic(login)));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    String path(String pattern, String method) {
        boolean reads = method.equals("GET");
        String below = pattern.contains("#") ? pattern.substring(pattern.indexOf('#') + 1) : "";
        String ofUsers = reads ? cast.login(Part.ADA).orElseThrow().name() : "nobody-here";
        return pattern.replaceFirst("#.*", "")
                .replace("{*rest}", cast.at(Place.APP) + (below.isEmpty() && !reads ? change(method) : below))
                .replace("{*repository}", cast.at(Place.APP).toString())
                .replace("{org}", cast.organisation())
                .replace("{namespace}", cast.organisation())
                .replace("/organisations/{name}", "/organisations/" + cast.organisation())
                .replace("/users/{name}", "/users/" + ofUsers)
                .replace("{user}", reads ? cast.login(Part.MEMBER).orElseThrow().name() : "nobody-here")
                .replace("{team}", reads ? "dev" : "no-such-team")
                .replace("{robot}", reads ? "wide" : "no-such-robot")
                .replace("{kind}", "users")
                .replace("{name}", "nobody-here")
                .replace("{token}", "no-such-token")
                .replace("{digest}", "sha256:" + "0".repeat(64))
                .replace("{id}", "0");
    }

    private static String change(String method) {
        return switch (method) {
            case "PUT" -> "/-/grants";
            case "DELETE" -> "/-/grants/user/nobody-here";
            default -> "";
        };
    }

    /// Well-formed, so that it is not the body that is refused.
    private static String body(String method, String path) {
        if (path.endsWith("/robots")) {
            return "{\"name\":\"fresh\"}";
        }
        if (method.equals("PATCH") && path.startsWith("/api/v1/repositories/")) {
            return "{\"description\":\"other\"}";
        }
        boolean factor = path.endsWith("/two-factor") && !method.equals("PUT");
        return factor ? "{\"password\":\"wrong\"}" : "{}";
    }

    private static String basic(Cast.Login login) {
        byte[] pair = (login.name() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
