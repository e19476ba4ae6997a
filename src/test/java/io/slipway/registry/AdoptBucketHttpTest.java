package io.slipway.registry;

import io.slipway.testing.S3Server;
import java.util.UUID;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.core.sync.RequestBody;

/// The bucket of another registry, below its root directory: Slipway starts with what is there.
class AdoptBucketHttpTest extends AdoptHttpBase {

    private static final String BUCKET = "adopted-" + UUID.randomUUID();
    private static final String ROOT = "old/registry/";

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry registry) {
        S3Server.running().makeBucket(BUCKET);
        FoundTree before = new FoundTree("before");
        before.blob("there before the first start".getBytes());
        before.files().forEach(AdoptBucketHttpTest::put);
        registry.add("slipway.storage.type", () -> "s3");
        registry.add(
                "slipway.storage.s3.endpoint",
                () -> S3Server.running().endpoint().toString());
        registry.add("slipway.storage.s3.bucket", () -> BUCKET);
        registry.add("slipway.storage.s3.prefix", () -> ROOT);
        registry.add("slipway.storage.s3.access-key", () -> S3Server.ACCESS_KEY);
        registry.add("slipway.storage.s3.secret-key", () -> S3Server.SECRET_KEY);
    }

    @Override
    void store(FoundTree files) {
        files.files().forEach(AdoptBucketHttpTest::put);
    }

    @Override
    boolean isStored(String path) {
        return S3Server.running()
                .client()
                .listObjectsV2(list -> list.bucket(BUCKET).prefix(ROOT + path))
                .hasContents();
    }

    private static void put(String path, byte[] bytes) {
        S3Server.running().client().putObject(put -> put.bucket(BUCKET).key(ROOT + path), RequestBody.fromBytes(bytes));
    }
}
