package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Two programs with one database and one folder of blobs. The second one speaks Turkish and cannot write temporary
/// files: nobody is to notice.
class ReplicasHttpTest {

    private static final byte[] NOTHING = new byte[0];

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static ChildServer first;
    private static ChildServer second;

    private final byte[] content =
            ("content of " + System.nanoTime()).repeat(50_000).getBytes(UTF_8);
    private final Digest digest = ManifestBuilder.digest(content);

    @BeforeAll
    static void start() throws Exception {
        String blobs = "--slipway.storage.disk.path=" + folder.resolve("blobs");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        first = ChildServer.start(folder.resolve("first"), DATABASE, blobs);
        second = ChildServer.start(
                folder.resolve("second"),
                DATABASE,
                blobs,
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Djava.io.tmpdir=" + temporary);
        while (RegistryClient.on(second.port()).get("/readyz").status() != 200) {
            Thread.onSpinWait();
        }
        // no file can be made below a file
        FileSystemUtils.deleteRecursively(temporary);
        Files.createFile(temporary);
    }

    @AfterAll
    static void stop() throws Exception {
        for (ChildServer server : new ChildServer[] {first, second}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @RepeatedTest(3)
    @Tag("L9")
    void finishAnUploadOnce() throws Exception {
        RepositoryClient here = first.repository("l9");
        RepositoryClient there = second.repository("l9");
        String location = here.startUpload();
        assertThat(here.client().patch(location, content).status()).isEqualTo(202);

        List<Callable<Reply>> finishes = List.of(
                () -> here.client().put(location + "?digest=" + digest, NOTHING),
                () -> there.client().put(location + "?digest=" + digest, NOTHING));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies = clients.invokeAll(finishes);
            List<Integer> statuses = List.of(
                    replies.getFirst().get().status(), replies.getLast().get().status());
            assertThat(statuses).contains(201).isSubsetOf(201, 404);
        }

        assertThat(rows("content.upload")).isZero();
        assertThat(rows("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
        assertThat(there.client().get(there.blob(digest)).body()).isEqualTo(content);
    }

    @Test
    @Tag("C3")
    void speakOneProtocolInAnyLanguage() {
        RepositoryClient here = second.repository("image/title");
        ManifestBuilder image = here.pushImage("INITIAL-i", content);

        assertThat(here.client().get(here.manifest("INITIAL-i")).body()).isEqualTo(image.bytes());
        assertThat(here.client().get(here.manifest("initial-I")).errorCode()).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(here.client().get("/v2/" + here.name() + "/tags/list").text())
                .contains("INITIAL-i");
        assertThat(second.client().get("/v2/ADMIN/image/tags/list").errorCode()).isEqualTo("NAME_INVALID");
        assertThat(second.client()
                        .get(here.blob(digest.toString().toUpperCase(Locale.ROOT)))
                        .status())
                .isEqualTo(400);
        assertThat(RegistryClient.on(second.port()).get("/v2/").header("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer realm="));
        assertThat(here.client().delete(here.manifest("INITIAL-i")).status()).isEqualTo(202);
    }

    @Test
    @Tag("K16")
    void takeUploadsWithoutATemporaryFolder() {
        RepositoryClient here = second.repository("k16");
        byte[] large = new byte[8_000_000];
        System.arraycopy(content, 0, large, 0, content.length);

        Digest pushed = here.push(large);
        String location = here.startUpload();
        assertThat(here.client().patch(location, content).status()).isEqualTo(202);
        assertThat(here.client().put(location + "?digest=" + digest, NOTHING).status())
                .isEqualTo(201);
        here.pushImage("v1", content);

        assertThat(here.client().get(here.blob(pushed)).body()).isEqualTo(large);
    }

    private static long rows(String from) throws Exception {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + from)) {
            result.next();
            return result.getLong(1);
        }
    }
}
