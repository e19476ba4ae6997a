package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a delivery comes from somebody who knows the trigger's secret. The body passes through it as it is read,
/// byte by byte as it was sent; nothing is compared in a time that depends on what is right.
final class HookProof {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String BEARER = "Bearer ";
    private static final String SIGNED = "v1,";
    private static final String STANDARD_KEY = "whsec_";

    private final GitProvider provider;
    private final byte[] secret;
    private final HookHeaders headers;
    private final Instant now;
    private final Mac mac;

    HookProof(GitProvider provider, String secret, HookHeaders headers, Instant now) {
        this.provider = provider;
        this.secret = secret.getBytes(UTF_8);
        this.headers = headers;
        this.now = now;
        this.mac = mac(key(provider, secret));
        if (isStandard()) {
            update((headers.text("webhook-id") + "." + headers.text("webhook-timestamp") + ".").getBytes(UTF_8));
        }
    }

    void update(byte[] bytes) {
        mac.update(bytes);
    }

    void update(byte[] bytes, int length) {
        mac.update(bytes, 0, length);
    }

    /// Asked once, after the last byte.
    boolean holds() {
        byte[] expected = mac.doFinal();
        return switch (provider) {
            case GITHUB -> prefixed("x-hub-signature-256", expected);
            case BITBUCKET -> prefixed("x-hub-signature", expected);
            case GITEA ->
                headers.get("x-forgejo-signature")
                        .or(() -> headers.get("x-gitea-signature"))
                        .filter(text -> hex(text, expected))
                        .isPresent();
            case GITLAB -> isStandard() ? standard(expected) : plain(headers.text("x-gitlab-token"));
            case GIT ->
                headers.get("authorization").isPresent()
                        ? bearer(headers.text("authorization"))
                        : prefixed("x-slipway-signature-256", expected);
        };
    }

    private boolean isStandard() {
        return provider == GitProvider.GITLAB
                && headers.get("webhook-signature").isPresent();
    }

    private boolean prefixed(String header, byte[] expected) {
        String text = headers.text(header);
        return text.startsWith("sha256=") && hex(text.substring("sha256=".length()), expected);
    }

    private static boolean hex(String text, byte[] expected) {
        try {
            return MessageDigest.isEqual(HexFormat.of().parseHex(text), expected);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean standard(byte[] expected) {
        String value = SIGNED + Base64.getEncoder().encodeToString(expected);
        boolean signed = Arrays.stream(headers.text("webhook-signature").split(" "))
                .anyMatch(text -> same(text, value.getBytes(UTF_8)));
        return signed && isRecent(headers.text("webhook-timestamp"));
    }

    private boolean isRecent(String seconds) {
        Optional<Instant> sent = seconds.matches("[0-9]{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
                : Optional.empty();
        return sent.filter(at -> Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    private boolean bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && plain(header.substring(BEARER.length()).strip());
    }

    private boolean plain(String given) {
        return same(given, secret);
    }

    private static boolean same(String given, byte[] expected) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), expected);
    }

    private static byte[] key(GitProvider provider, String secret) {
        return provider == GitProvider.GITLAB && secret.startsWith(STANDARD_KEY)
                ? Base64.getDecoder().decode(secret.substring(STANDARD_KEY.length()))
                : secret.getBytes(UTF_8);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
