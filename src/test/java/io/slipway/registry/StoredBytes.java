package io.slipway.registry;

import io.slipway.oci.Digest;
import io.slipway.storage.StorageKey;
import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The files of the disk store, for tests that look at them or break them.
record StoredBytes(Environment environment, JdbcClient jdbc) {

    Path folder() {
        return Path.of(environment.getRequiredProperty("slipway.data-dir"), "blobs");
    }

    Path file(StorageKey key) {
        return folder().resolve(key.value());
    }

    Path file(Digest digest) {
        return file(key(digest));
    }

    StorageKey key(Digest digest) {
        return jdbc.sql("SELECT storage_key FROM content.blob WHERE digest = ?")
                .param(digest.toBytes())
                .query((row, _) -> new StorageKey(row.getString(1)))
                .single();
    }
}
