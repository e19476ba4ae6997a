package io.slipway.storage.s3;

import io.slipway.storage.StorageKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/// Signed addresses with which clients of some networks fetch a blob from the bucket. Made without a call.
final class S3Links {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final S3Presigner presigner;
    private final String bucket;
    private final String prefix;
    private final List<IpAddressMatcher> networks;

    S3Links(S3Presigner presigner, S3Settings settings) {
        this.presigner = presigner;
        this.bucket = settings.requiredBucket();
        this.prefix = settings.keyPrefix();
        this.networks = settings.redirected();
    }

    Duration lifetime() {
        return networks.isEmpty() ? Duration.ZERO : LIFETIME;
    }

    Optional<URI> to(StorageKey key, String client) {
        if (networks.stream().noneMatch(network -> network.matches(client))) {
            return Optional.empty();
        }
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + key.value())
                // whatever a blob claims to be, browsers get bytes
                .responseContentType("application/octet-stream")
                .build();
        GetObjectPresignRequest request = GetObjectPresignRequest.builder()
                .signatureDuration(LIFETIME)
                .getObjectRequest(get)
                .build();
        return Optional.of(URI.create(presigner.presignGetObject(request).url().toExternalForm()));
    }
}
