package io.slipway.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/// The bucket that takes blobs. Without keys the SDK looks for credentials where it always does: environment, web
/// identity (IRSA), container, instance.
///
/// @param endpoint       unset: that of AWS in the region
/// @param publicEndpoint the endpoint under another name, by which clients reach it; for redirects
/// @param prefix         before every key, so that several may share a bucket
/// @param pathStyle      the bucket in the path, not in the host's name; unset: with an endpoint of one's own
/// @param redirect       `true`, or the networks (CIDR) whose clients fetch blobs from the bucket themselves
/// @param checksumMode   whether the SDK adds checksums to what does not ask for them; not all others take them
/// @param encryption     `AES256` or `aws:kms`; unset: as the bucket does by itself
/// @param kmsKey         for `aws:kms`; unset: the account's own
/// @param buffers        parts of 8 MiB that are held in memory at once; beyond them files take their place
/// @param timeout        of one attempt of a call; there are four attempts
@ConfigurationProperties("slipway.storage.s3")
record S3Settings(
        Optional<URI> endpoint,
        Optional<URI> publicEndpoint,
        @DefaultValue("us-east-1") String region,
        Optional<String> bucket,
        @DefaultValue("") String prefix,
        Optional<String> accessKey,
        Optional<String> secretKey,
        Optional<Boolean> pathStyle,
        @DefaultValue("false") String redirect,
        @DefaultValue("when-required") ChecksumMode checksumMode,
        Optional<String> encryption,
        Optional<String> kmsKey,
        @DefaultValue("8") int buffers,
        @DefaultValue("30s") Duration timeout) {

    enum ChecksumMode {
        WHEN_REQUIRED,
        WHEN_SUPPORTED
    }

    // an unset Optional is bound as null
    S3Settings {
        endpoint = Objects.requireNonNullElse(endpoint, Optional.empty());
        publicEndpoint = Objects.requireNonNullElse(publicEndpoint, Optional.empty());
        bucket = Objects.requireNonNullElse(bucket, Optional.empty());
        // an empty environment variable is set, but names nothing
        accessKey =
                Objects.requireNonNullElse(accessKey, Optional.<String>empty()).filter(key -> !key.isBlank());
        secretKey =
                Objects.requireNonNullElse(secretKey, Optional.<String>empty()).filter(key -> !key.isBlank());
        pathStyle = Objects.requireNonNullElse(pathStyle, Optional.empty());
        encryption = Objects.requireNonNullElse(encryption, Optional.empty());
        kmsKey = Objects.requireNonNullElse(kmsKey, Optional.empty());
        if (accessKey.isPresent() != secretKey.isPresent()) {
            throw new IllegalArgumentException(
                    "slipway.storage.s3.access-key and slipway.storage.s3.secret-key go together: set both or none");
        }
        if (buffers < 0) {
            throw new IllegalArgumentException("slipway.storage.s3.buffers cannot be negative");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("slipway.storage.s3.timeout must be a time, such as 30s");
        }
        networks(redirect);
    }

    String requiredBucket() {
        return bucket.filter(name -> !name.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "slipway.storage.s3.bucket is not set: name the bucket that takes the blobs"));
    }

    /// Empty, or with a slash at its end.
    String keyPrefix() {
        String bare = prefix.strip().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : bare + "/";
    }

    boolean bucketInPath() {
        return pathStyle.orElse(endpoint.isPresent());
    }

    List<IpAddressMatcher> redirected() {
        return networks(redirect);
    }

    private static List<IpAddressMatcher> networks(String redirect) {
        return switch (redirect.strip()) {
            case "", "false", "off" -> List.of();
            case "true", "on" -> List.of(new IpAddressMatcher("0.0.0.0/0"), new IpAddressMatcher("::/0"));
            default -> Stream.of(redirect.split(",")).map(S3Settings::network).toList();
        };
    }

    private static IpAddressMatcher network(String text) {
        try {
            return new IpAddressMatcher(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "slipway.storage.s3.redirect must be true, false or networks such as 10.0.0.0/8, not " + text, e);
        }
    }
}
