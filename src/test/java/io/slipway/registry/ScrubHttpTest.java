package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.BlobScrub;
import io.slipway.content.DamagedBlob;
import io.slipway.content.DamagedBlob.Place;
import io.slipway.content.Page;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.registry.Images.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Bytes that rot on the disk.
@TestPropertySource(properties = "slipway.scrub.enabled=false")
class ScrubHttpTest extends RegistryHttpBase {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final double PERIOD = 3_600;
    private static final double FAST = 1e9;

    @Autowired
    BlobScrub scrub;

    @Autowired
    StoredBytes stored;

    private RepositoryClient repository;
    private Image image;

    @BeforeEach
    void push() {
        repository = RepositoryClient.of(person("keeper"), freshName("keeper"));
        image = Images.push(person("keeper"), repository.name(), "layer of " + repository.name(), "v1");
    }

    @Test
    void readsEachBlobOncePerPeriod() {
        assertThat(check()).as("pushed a moment ago").isZero();

        age(image.layerDigest());
        assertThat(check()).isEqualTo(image.layer().length);
        assertThat(check()).isZero();
        assertThat(scrub.progress(PERIOD).checked()).isPositive();
        assertThat(damaged()).isEmpty();
    }

    @Test
    void setsWrongBytesAsideUntilTheyArePushedAgain() throws IOException {
        byte[] rotten = image.layer().clone();
        rotten[0] ^= 1;
        Files.write(stored.file(image.layerDigest()), rotten);
        age(image.layerDigest());
        assertThat(check()).as("read twice").isEqualTo(2L * rotten.length);

        DamagedBlob damaged = damaged().orElseThrow();
        assertThat(damaged.size()).isEqualTo(rotten.length);
        assertThat(damaged.places()).contains(new Place(new RepositoryName(repository.name()), Optional.of("v1")));
        assertThat(repository
                        .client()
                        .head(repository.blob(image.layerDigest()))
                        .status())
                .isEqualTo(404);
        assertThat(repository.client().get(repository.blob(image.layerDigest())).status())
                .isEqualTo(404);
        assertThat(check()).isZero();

        assertThat(repository.push(image.layer())).isEqualTo(image.layerDigest());
        assertThat(damaged()).isEmpty();
        assertThat(repository.client().get(repository.blob(image.layerDigest())).body())
                .isEqualTo(image.layer());
    }

    @Test
    @Tag("K18")
    void judgesNothingWithoutTheStoresMarker() throws IOException {
        Path marker = stored.folder().resolve(".slipway-store");
        Path away = stored.folder().resolve("away");
        Files.delete(stored.file(image.layerDigest()));
        age(image.layerDigest());
        Files.move(marker, away);
        try {
            check();
            assertThat(damaged()).isEmpty();
        } finally {
            Files.move(away, marker);
        }
        jdbc.sql("UPDATE content.blob SET scrub_until = NULL").update();
        check();
        assertThat(damaged()).isPresent();
        assertThat(repository.client().get(repository.blob(image.layerDigest())).status())
                .isEqualTo(404);
    }

    @Test
    void refusesManifestsThatNeedDamagedBytes() throws IOException {
        Files.writeString(stored.file(image.layerDigest()), "short", UTF_8);
        age(image.layerDigest());
        check();

        byte[] manifest =
                repository.client().get(repository.manifest(image.digest())).body();
        assertThat(repository.put("again", MANIFEST, manifest).status()).isEqualTo(400);
        repository.push(image.layer());
        assertThat(repository.put("again", MANIFEST, manifest).status()).isEqualTo(201);
    }

    /// How many bytes it read.
    private long check() {
        long[] read = {0};
        while (scrub.next(PERIOD, FAST, bytes -> read[0] += bytes)) {}
        return read[0];
    }

    private Optional<DamagedBlob> damaged() {
        Page<DamagedBlob> page = scrub.damaged(0, 100);
        return page.items().stream()
                .filter(it -> it.digest().equals(image.layerDigest()))
                .findFirst();
    }

    private void age(Digest digest) {
        jdbc.sql("UPDATE content.blob SET scrubbed_at = now() - INTERVAL '2 hours' WHERE digest = ?")
                .param(digest.toBytes())
                .update();
    }
}
