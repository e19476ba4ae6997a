package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A disk that lost what the database knows.
class LostBytesHttpTest extends ProtocolHttpBase {

    private static final byte[] CONTENT = "bytes that a disk may lose".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Stores stores;

    @Test
    @Tag("K19")
    void healsLostBytesByAPushOfTheSameDigest() {
        Digest digest = repository.push(CONTENT);
        stores.forNew().delete(key(digest));

        Reply lost = repository.client().get(repository.blob(digest));
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.header("Retry-After")).isPresent();

        repository.push(CONTENT);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(CONTENT);
    }

    @Test
    @Tag("K19")
    void neverSendsABlobThatWasCutShort() throws IOException {
        byte[] content = "bytes that a disk may cut".getBytes(StandardCharsets.UTF_8);
        Digest digest = repository.push(content);
        Path file = stores.forNew().file(key(digest)).orElseThrow();
        Files.write(file, new byte[3]);

        assertThat(repository.client().get(repository.blob(digest)).status()).isEqualTo(503);

        repository.push(content);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
    }

    private StorageKey key(Digest digest) {
        return jdbc.sql("SELECT storage_key FROM content.blob WHERE digest = ?")
                .param(digest.toBytes())
                .query((row, _) -> new StorageKey(row.getString(1)))
                .single();
    }
}
