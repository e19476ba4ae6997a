package io.slipway.storage.s3;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.storage.BlobStore;
import io.slipway.testing.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Stores in buckets of the test run's server, put together as the program does.
final class S3Stores {

    private S3Stores() {}

    static String freshBucket() {
        String name = "b" + UUID.randomUUID();
        S3Server.running().makeBucket(name);
        return name;
    }

    static BlobStore open(URI endpoint, String bucket, Path folder, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "slipway.storage.s3.endpoint",
                endpoint.toString(),
                "slipway.storage.s3.bucket",
                bucket,
                "slipway.storage.s3.access-key",
                S3Server.ACCESS_KEY,
                "slipway.storage.s3.secret-key",
                S3Server.SECRET_KEY,
                "slipway.storage.s3.buffers",
                "2"));
        values.putAll(more);
        S3Settings settings = new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("slipway.storage.s3", S3Settings.class);
        S3StoreConfiguration configuration = new S3StoreConfiguration();
        var credentials = configuration.s3Credentials(settings);
        var meters = new StaticListableBeanFactory().getBeanProvider(MeterRegistry.class);
        return configuration.s3Store(
                settings,
                configuration.s3Client(settings, credentials, meters),
                credentials,
                configuration.s3Presigner(settings, credentials),
                folder);
    }
}
