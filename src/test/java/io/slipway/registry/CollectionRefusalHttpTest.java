package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Collected;
import io.slipway.content.StoreAge;
import io.slipway.gc.GarbageCollector;
import io.slipway.gc.GcStatus.State;
import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// When nothing is collected, whatever time it is.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=1h",
            "slipway.gc.sweep-delay=1h",
            "slipway.gc.untagged=2d",
            "slipway.trash.window=1d"
        })
class CollectionRefusalHttpTest extends RegistryHttpBase {

    @Autowired
    GarbageCollector collector;

    @Autowired
    StoreAge age;

    @Autowired
    StoredBytes stored;

    private RepositoryClient repository;
    private Collecting collecting;

    @BeforeEach
    void nameRepository() {
        collecting = new Collecting(jdbc, collector);
        // what other tests left
        for (int i = 0; i < 4; i++) {
            collecting.pass("8 days");
            collecting.run();
        }
        repository = RepositoryClient.of(person("keeper"), freshName("keeper"));
    }

    @Test
    @Tag("K18")
    void refusesToCollectWithoutTheMarkerOfItsStore() throws IOException {
        Digest digest = repository.push("kept by a missing marker".getBytes(UTF_8));
        collecting.pass("61 minutes");
        Path marker = stored.folder().resolve(".slipway-store");
        String text = Files.readString(marker);
        Files.delete(marker);
        try {
            assertThat(collector.status().state()).isEqualTo(State.REFUSED);
            assertThat(collector.status().refusal().orElseThrow()).contains(".slipway-store", "not mounted");
            assertThat(collecting.run()).isEqualTo(Collected.NOTHING);
        } finally {
            Files.writeString(marker, text);
        }
        assertThat(collector.status().refusal()).isEmpty();
        assertThat(count("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
    }

    @Test
    @Tag("K40")
    void refusesToCollectWhenDatabaseOrStoreCameOutOfABackup() {
        jdbc.sql("UPDATE content.store SET raised_at = now() - INTERVAL '25 hours'")
                .update();
        age.raise();
        assertThat(collector.status().refusal()).isEmpty();

        jdbc.sql("UPDATE content.store SET generation = generation - 1, marked = marked - 1")
                .update();
        assertThat(collector.status().refusal().orElseThrow()).contains("The database is older than the store");
        assertThat(collecting.run()).isEqualTo(Collected.NOTHING);
        collector.acceptStore();
        assertThat(collector.status().refusal()).isEmpty();

        jdbc.sql("UPDATE content.store SET generation = generation + 1, marked = marked + 1")
                .update();
        assertThat(collector.status().refusal().orElseThrow()).contains("The store is older than the database");
        collector.acceptStore();
        assertThat(collector.status().refusal()).isEmpty();
        // a crash between database and marker is no reason to stop
        jdbc.sql("UPDATE content.store SET generation = generation + 1").update();
        assertThat(collector.status().refusal()).isEmpty();
    }

    @Test
    void collectsNothingWhileItIsPaused() {
        Digest digest = repository.push("paused".getBytes(UTF_8));
        collecting.pass("61 minutes");
        assertThat(collector.pause()).isTrue();
        try {
            assertThat(collector.pause()).isFalse();
            assertThat(collecting.run()).isEqualTo(Collected.NOTHING);
            assertThat(collector.dryRun().blobs()).isEqualTo(1);
        } finally {
            assertThat(collector.resume()).isTrue();
        }
        assertThat(collecting.run().blobs()).isEqualTo(1);
        assertThat(repository.client().get(repository.blob(digest)).status()).isEqualTo(404);
    }

    private long count(String rows) {
        return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
    }
}
