package io.slipway.registry;

import io.slipway.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/// A bucket of its own on the tests' S3 server.
record Bucket(String name) {

    static Bucket make() {
        Bucket bucket = new Bucket("b" + UUID.randomUUID());
        S3Server.running().makeBucket(bucket.name);
        return bucket;
    }

    String[] settings() {
        return settings(S3Server.running().endpoint());
    }

    /// @param endpoint the server's own, or that of a proxy before it
    String[] settings(URI endpoint) {
        return new String[] {
            "--slipway.storage.s3.endpoint=" + endpoint,
            "--slipway.storage.s3.bucket=" + name,
            "--slipway.storage.s3.access-key=" + S3Server.ACCESS_KEY,
            "--slipway.storage.s3.secret-key=" + S3Server.SECRET_KEY
        };
    }

    /// All files below the folder, under their names, as any tool for buckets does it.
    void putAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = folder.relativize(file).toString();
                S3Server.running().client().putObject(put -> put.bucket(name).key(key), RequestBody.fromFile(file));
            }
        }
    }
}
