package io.slipway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends what Git providers send, signed as they sign.
record HookSender(Site site, String path) {

    HttpResponse<String> send(byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = site.to(path).POST(BodyPublishers.ofByteArray(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return site.send(request);
    }

    HttpResponse<String> github(String secret, String event, String id, String body) {
        return send(
                body.getBytes(UTF_8),
                Map.of(
                        "X-GitHub-Event", event,
                        "X-GitHub-Delivery", id,
                        "X-Hub-Signature-256", "sha256=" + hmac(secret, body)));
    }

    static String hmac(String secret, String body) {
        return HexFormat.of().formatHex(mac(secret.getBytes(UTF_8), body.getBytes(UTF_8)));
    }

    static byte[] mac(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
