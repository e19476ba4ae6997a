package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.Application;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import io.slipway.registry.Images.Image;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import io.slipway.storage.WriteState;
import io.slipway.work.Command;
import io.slipway.work.CommandLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/// The check of database and store beside a running program; each test leaves both as they should be.
@TestPropertySource(
        properties = {
            "slipway.scrub.enabled=false",
            "slipway.gc.enabled=false",
            "slipway.gc.grace=0s",
            "slipway.gc.sweep-delay=0s"
        })
@TestMethodOrder(MethodOrderer.MethodName.class)
class FsckHttpTest extends RegistryHttpBase {

    private static final String CLEAN = "Nothing is wrong.";

    @Autowired
    @Qualifier("fsckCommand")
    Command fsck;

    @Autowired
    Stores stores;

    @Autowired
    GarbageCollector collector;

    @Autowired
    StoredBytes stored;

    @Autowired
    Environment environment;

    private RepositoryClient repository;
    private Image image;

    private record Answer(int code, String text) {}

    @BeforeEach
    void push() {
        repository = RepositoryClient.of(person("keeper"), freshName("keeper"));
        image = Images.push(person("keeper"), repository.name(), "layer of " + repository.name(), "v1");
    }

    @Test
    void findsNothingInWhatIsAsItShouldBe() {
        repository.startUpload();
        RepositoryClient other = RepositoryClient.of(person("keeper"), freshName("keeper"));
        other.pushImage("gone", "of nobody".getBytes(StandardCharsets.UTF_8));
        other.client().delete(other.manifest("gone"));
        collector.run();

        Answer answer = check("--deep");
        assertThat(answer.text()).contains(CLEAN);
        assertThat(answer.code()).isZero();
    }

    @Test
    @Tag("K40")
    void namesObjectsThatAnOlderDatabaseDoesNotKnow() throws IOException {
        StorageKey unknown = object(Duration.ofDays(2));
        stores.forNew().mark(stores.forNew().check().generation() + 5);
        try {
            Answer found = check();
            assertThat(found.code()).isEqualTo(1);
            assertThat(found.text())
                    .contains("objects in the store that nothing names", unknown.value())
                    .contains("The database is older than the store");
            assertThat(collector.status().refusal()).isPresent();

            assertThat(check("--repair").code()).isEqualTo(1);
            assertThat(stored.file(unknown)).as("left to collection").exists();
            Answer accepted = check("--accept");
            assertThat(accepted.text()).contains("Accepted").doesNotContain(unknown.value());
            assertThat(accepted.code()).isZero();
            assertThat(collector.status().refusal()).isEmpty();
            collector.run();
            assertThat(stored.file(unknown)).doesNotExist();
        } finally {
            collector.acceptStore();
        }
    }

    @Test
    @Tag("K40")
    void namesBytesThatAnOlderStoreDoesNotHave() throws IOException {
        Path file = stored.file(image.layerDigest());
        Image rotten = Images.push(person("keeper"), freshName("keeper"), "rotten, all of it", "v1");
        byte[] wrong = rotten.layer().clone();
        wrong[0] ^= 1;
        Files.write(stored.file(rotten.layerDigest()), wrong);
        Files.delete(file);
        long generation = stores.forNew().check().generation();
        jdbc.sql("UPDATE content.store SET generation = :it, marked = :it")
                .param("it", generation + 3)
                .update();

        Answer found = check();
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.text())
                .contains("blobs whose bytes are missing", image.layerDigest() + " at ", repository.name())
                .contains("The store is older than the database")
                .doesNotContain(rotten.layerDigest().toString());
        assertThat(check("--repair", "--deep").text()).contains("blobs whose bytes have another digest");
        for (Digest digest : List.of(image.layerDigest(), rotten.layerDigest())) {
            assertThat(repository.client().get(repository.blob(digest)).status())
                    .isEqualTo(404);
        }
        assertThat(check("--accept").code()).as("not healed yet").isEqualTo(1);
        repository.push(image.layer());
        repository.push(rotten.layer());
        assertThat(check("--deep").text()).contains(CLEAN);
        assertThat(repository.client().get(repository.blob(image.layerDigest())).body())
                .isEqualTo(image.layer());
    }

    @Test
    void healsBytesThatCameBack() throws IOException {
        Path file = stored.file(image.layerDigest());
        Files.writeString(file, "short");
        assertThat(check("--repair").text()).contains("blobs whose bytes have another size");
        Files.write(file, image.layer());

        assertThat(check().text()).contains("known to be damaged");
        assertThat(check("--deep", "--repair").text()).contains("bytes are right again");
        assertThat(repository.client().get(repository.blob(image.layerDigest())).status())
                .isEqualTo(200);
        assertThat(check().code()).isZero();
    }

    @Test
    void leavesYoungObjectsAndThoseOfUploadsAlone() throws IOException {
        StorageKey young = object(Duration.ofMinutes(1));
        String upload = repository.startUpload();
        repository.client().with("Content-Type", "application/octet-stream").patch(upload, new byte[1000]);
        StorageKey ofUpload = new StorageKey(jdbc.sql("SELECT storage_key FROM content.upload WHERE received = 1000")
                .query(String.class)
                .single());
        age(ofUpload, Duration.ofDays(2));

        assertThat(check("--repair").text()).contains(CLEAN);

        Files.delete(stored.file(ofUpload));
        assertThat(check().text()).contains("uploads whose acknowledged bytes are missing");
        repository.client().delete(upload);
        stores.forNew().delete(young);
        assertThat(check().text()).contains(CLEAN);
    }

    @Test
    void remindsCollectionOfWhatItForgot() {
        Digest forgotten = repository.push("forgotten".getBytes(StandardCharsets.UTF_8));
        Digest unlinked = repository.push("unlinked".getBytes(StandardCharsets.UTF_8));
        jdbc.sql("DELETE FROM content.link_review").update();
        jdbc.sql("""
                DELETE FROM content.repository_blob
                WHERE blob_id = (SELECT id FROM content.blob WHERE digest = ?)
                """).param(unlinked.toBytes()).update();

        assertThat(check("--repair").text())
                .contains("that collection forgot", "that no repository has", unlinked.toString());
        collector.run();
        assertThat(check().text()).contains(CLEAN);
        for (Digest digest : List.of(forgotten, unlinked)) {
            assertThat(jdbc.sql("SELECT count(*) FROM content.blob WHERE digest = ?")
                            .param(digest.toBytes())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void findsManifestsAndTagsThatDoNotFit() {
        ManifestBuilder index = ManifestBuilder.anIndex().withChild("absent".getBytes(StandardCharsets.UTF_8));
        repository.put("sparse", index);
        Answer sparse = check("--deep");
        assertThat(sparse.text()).contains("list an image which is not here", CLEAN);
        assertThat(sparse.code()).as("the specification allows it").isZero();

        long blob = jdbc.sql("SELECT id FROM content.blob WHERE digest = ?")
                .param(image.layerDigest().toBytes())
                .query(Long.class)
                .single();
        jdbc.sql("UPDATE content.repository_blob SET hidden_at = now() WHERE blob_id = ?")
                .param(blob)
                .update();
        assertThat(check().text())
                .contains("a blob their repository does not show", repository.name() + "@" + image.digest());
        jdbc.sql("UPDATE content.repository_blob SET hidden_at = NULL").update();

        String one = " WHERE digest = '\\x" + "01" + image.digest().toString().substring(7) + "'";
        jdbc.sql("UPDATE content.manifest SET deleted_at = now()" + one).update();
        assertThat(check().text()).contains("tags of manifests that are deleted", repository.name() + ":v1@");
        jdbc.sql("UPDATE content.manifest SET deleted_at = NULL, payload = payload || '\\x20'::bytea" + one)
                .update();
        assertThat(check().text()).contains(CLEAN);
        assertThat(check("--deep").text()).contains("manifests with another digest than their bytes");
        jdbc.sql("UPDATE content.manifest SET payload = substr(payload, 1, length(payload) - 1)" + one)
                .update();
        assertThat(check("--deep").code()).isZero();
    }

    @Test
    void reportsNothingThatIsOnlyUnderWay() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger pushed = new AtomicInteger();
        RepositoryClient busy = RepositoryClient.of(person("keeper"), freshName("keeper"));
        Thread pushes = Thread.ofPlatform().start(() -> {
            for (int n = 0; !over.get(); n++) {
                byte[] layer = ("layer " + n % 7).getBytes(StandardCharsets.UTF_8);
                busy.push(layer);
                busy.push("{}".getBytes(StandardCharsets.UTF_8));
                busy.put("tag" + n % 3, ManifestBuilder.aManifest().withLayer(layer));
                busy.client().delete(busy.manifest("tag" + n % 2));
                pushed.incrementAndGet();
            }
        });
        Thread collection = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                collector.run();
            }
        });
        try {
            Instant end = Instant.now().plusSeconds(10);
            while (Instant.now().isBefore(end)) {
                assertThat(check("--deep").text()).contains(CLEAN);
            }
            assertThat(pushes.isAlive() && collection.isAlive()).isTrue();
            assertThat(pushed.get()).isGreaterThan(10);
        } finally {
            over.set(true);
            pushes.join();
            collection.join();
        }
        assertThat(check("--deep").code()).isZero();
    }

    @Test
    @Tag("K18")
    void runsInAProcessOfItsOwnBesideAServerAndRefusesWithoutTheStoresMarker(@TempDir Path data) throws IOException {
        judges(data);
        assertThat(data.resolve(".lock")).as("nobody's").doesNotExist();
    }

    @Test
    @Tag("K18")
    void asksTheServerThatHasTheDataFolder() throws IOException {
        Path data = Path.of(environment.getRequiredProperty("slipway.data-dir"));
        judges(data);
        assertThat(Files.getPosixFilePermissions(data.resolve("run")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    private void judges(Path data) throws IOException {
        Answer clean = command(data, "fsck", "--deep");
        assertThat(clean.text()).contains(CLEAN);
        assertThat(clean.code()).isZero();
        assertThat(command(data, "fsck", "--everything").text()).contains("--repair  repairs");
        assertThat(command(data, "fsk").code()).isEqualTo(2);

        Path marker = stored.folder().resolve(".slipway-store");
        Path away = stored.folder().resolve("away");
        Files.move(marker, away);
        try {
            Answer refused = command(data, "fsck", "--repair");
            assertThat(refused.text())
                    .contains("fsck cannot run: ", ".slipway-store")
                    .doesNotContain("Exception");
            assertThat(refused.code()).isEqualTo(2);
        } finally {
            Files.move(away, marker);
        }
        StorageKey unknown = object(Duration.ofDays(2));
        Files.delete(stored.file(image.layerDigest()));
        Answer found = command(data, "fsck", "--repair");
        assertThat(found.text()).contains(unknown.value(), image.layerDigest().toString());
        assertThat(found.code()).isEqualTo(1);
        repository.push(image.layer());
        collector.run();
        assertThat(check().code()).isZero();
    }

    private Answer check(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = fsck.run(List.of(options), new PrintStream(out, true, StandardCharsets.UTF_8));
        return new Answer(code, out.toString(StandardCharsets.UTF_8));
    }

    /// As from a shell.
    private Answer command(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--slipway.data-dir=" + data);
        all.add("--slipway.storage.disk.path=" + stored.folder());
        for (String name : List.of(
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "spring.flyway.user",
                "spring.flyway.password",
                "slipway.gc.grace",
                "slipway.gc.sweep-delay",
                "slipway.master-key")) {
            all.add("--" + name + "=" + environment.getRequiredProperty(name));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = CommandLine.run(Application.class, text, text, all.toArray(String[]::new));
        return new Answer(code, out.toString(StandardCharsets.UTF_8));
    }

    /// Of nobody.
    private StorageKey object(Duration age) throws IOException {
        StorageKey key = StorageKey.fresh();
        try (var writer = stores.forNew().write(key, WriteState.at(0))) {
            writer.write(new byte[100], 0, 100);
            writer.force();
        }
        age(key, age);
        return key;
    }

    private void age(StorageKey key, Duration age) throws IOException {
        Files.setLastModifiedTime(stored.file(key), FileTime.from(Instant.now().minus(age)));
    }
}
