package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.storage.Tmpfs;
import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs on a volume of their own that is full, cannot be written to or is gone: 503 meanwhile, never 404 for what is
/// there, and no restart afterwards.
class DiskFaultHttpTest {

    @TempDir
    static Path data;

    @TempDir
    static Path volume;

    private static Tmpfs disk;
    private static ChildServer server;

    private final byte[] layer =
            ("layer of " + System.nanoTime()).repeat(20_000).getBytes(UTF_8);
    private final byte[] large = new byte[3_000_000];
    private final RepositoryClient repository = server.repository("r" + System.nanoTime());
    private final ManifestBuilder image = repository.pushImage("v1", layer);

    DiskFaultHttpTest() {
        new Random().nextBytes(large);
    }

    @BeforeAll
    static void start() throws Exception {
        disk = Tmpfs.mount(volume, "size=64m,nr_inodes=600");
        server = ChildServer.start(data, TestDatabase.migrated(), "--slipway.storage.disk.path=" + volume);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
            disk.close();
        }
    }

    @Test
    @Tag("K14")
    void goesOnWhenAFullDiskHasRoomAgain() throws Exception {
        String location = repository.startUpload();
        assertThat(repository.client().patch(location, "begun".getBytes(UTF_8)).status())
                .isEqualTo(202);
        Path filler = fill();

        assertUnavailable(pushLarge());
        assertUnavailable(repository.client().patch(location, large));
        assertUnavailable(repository.client().put(location + "?digest=" + ManifestBuilder.digest(large), large));
        assertReadable();
        assertThat(repository
                        .client()
                        .head(repository.blob(ManifestBuilder.digest(large)))
                        .status())
                .isEqualTo(404);
        assertThat(repository.put("v2", image).status()).isEqualTo(201);
        assertThat(repository.client().delete(repository.manifest("v2")).status())
                .isEqualTo(202);

        Files.delete(filler);
        assertPushed();
        Reply status = repository.client().get(location);
        assertThat(status.header("Range")).contains("0-4");
        Digest begun = ManifestBuilder.digest("begun and done".getBytes(UTF_8));
        assertThat(repository
                        .client()
                        .put(location + "?digest=" + begun, " and done".getBytes(UTF_8))
                        .status())
                .isEqualTo(201);
        assertThat(repository.client().get(repository.blob(begun)).text()).isEqualTo("begun and done");
    }

    @Test
    @Tag("K15")
    void goesOnWhenThereAreFilesToHaveAgain() throws Exception {
        int made = 0;
        try {
            for (; made < 600; made++) {
                Files.createFile(volume.resolve("file" + made));
            }
        } catch (IOException noMore) {
            assertThat(made).isPositive();
        }

        assertUnavailable(pushLarge());
        assertReadable();

        for (int i = 0; i < made; i++) {
            Files.delete(volume.resolve("file" + i));
        }
        assertPushed();
    }

    @Test
    @Tag("K18")
    void readsOnFromAVolumeThatCannotBeWrittenTo() throws Exception {
        disk.makeReadOnly();

        assertUnavailable(pushLarge());
        assertUnavailable(
                repository.client().put(repository.startUpload() + "?digest=" + ManifestBuilder.digest(large), large));
        assertReadable();
        assertThat(repository.put("v2", image).status()).isEqualTo(201);

        disk.makeWritable();
        assertPushed();
    }

    @Test
    @Tag("K18")
    void neverTakesAVolumeThatIsGoneForAnEmptyOne() throws Exception {
        Digest digest = ManifestBuilder.digest(layer);
        try (Tmpfs _ = Tmpfs.mount(volume, "size=1m")) {
            assertUnavailable(repository.client().get(repository.blob(digest)));
            assertUnavailable(pushLarge());
            assertThat(repository.client().head(repository.blob(digest)).status())
                    .isNotEqualTo(404);
            assertThat(repository.client().get(repository.manifest("v1")).status())
                    .isEqualTo(200);
            try (Stream<Path> files = Files.list(volume)) {
                assertThat(files).isEmpty();
            }
        }
        assertReadable();
        assertPushed();
    }

    @Test
    @Tag("K18")
    @Tag("K19")
    void writesNothingWithoutTheMarkerAndServesNoWrongLength() throws Exception {
        Path marker = volume.resolve(".slipway-store");
        byte[] mark = Files.readAllBytes(marker);
        Files.delete(marker);

        assertUnavailable(pushLarge());
        assertReadable();

        Files.write(marker, mark);
        assertPushed();
        Path bytes = fileOfLarge();
        Files.write(bytes, new byte[1_000]);
        assertFault(repository.client().get(repository.blob(ManifestBuilder.digest(large))));
        Files.delete(bytes);
        assertFault(repository.client().get(repository.blob(ManifestBuilder.digest(large))));
    }

    private Reply pushLarge() {
        return repository.client().post(repository.uploads() + "?digest=" + ManifestBuilder.digest(large), large);
    }

    private Path fill() throws Exception {
        Path filler = volume.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private Path fileOfLarge() throws IOException {
        try (Stream<Path> files = Files.walk(volume)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Arrays.equals(Files.readAllBytes(file), large)) {
                    return file;
                }
            }
        }
        throw new IllegalStateException("The bytes are in no file");
    }

    private void assertPushed() {
        Digest digest = repository.push(large);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(large);
    }

    private void assertReadable() {
        assertThat(repository.client().get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
        assertThat(repository
                        .client()
                        .get(repository.blob(ManifestBuilder.digest(layer)))
                        .body())
                .isEqualTo(layer);
        assertThat(repository
                        .client()
                        .head(repository.blob(ManifestBuilder.digest(layer)))
                        .status())
                .isEqualTo(200);
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(503);
        assertThat(reply.errorCode()).isNotEmpty();
        assertThat(reply.errorMessage()).isNotBlank();
        assertThat(reply.header("Retry-After")).isPresent();
    }

    /// Missing or short bytes of one blob are no outage, but nothing a client should push again blindly either.
    private static void assertFault(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isIn(500, 503);
        assertThat(reply.errorCode()).isNotEmpty();
    }
}
