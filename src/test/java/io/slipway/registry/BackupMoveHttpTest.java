package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Images.Image;
import io.slipway.registry.Shell.Answer;
import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Backups of the embedded database, by the server that has it and without one, and what they become elsewhere.
class BackupMoveHttpTest {

    private static final byte[] SECRET = "kept".getBytes();

    @TempDir
    Path folder;

    @Test
    void movesFromTheEmbeddedDatabaseToAnotherServerWithTwoRoles() throws Exception {
        Path old = folder.resolve("old");
        Shell here = Shell.of(old);
        Image image;
        try (ChildServer server = ChildServer.start(old)) {
            image = push(server, "moved");
            Answer online = here.run("backup", "-");
            assertThat(online.code()).as(online.progress()).isZero();
            assertThat(new String(online.bytes(), 0, 2)).isEqualTo("PK");
        }
        Files.write(old.resolve("secrets/probe"), SECRET);
        Answer offline = here.run("backup", file(), "--with-secrets");
        assertThat(offline.code()).as(offline.progress()).isZero();

        Path fresh = folder.resolve("new");
        Shell there = Shell.of(fresh, TestDatabase.empty());
        FileSystemUtils.copyRecursively(old.resolve("blobs"), fresh.resolve("blobs"));
        Answer restored = there.run("restore", file());
        assertThat(restored.code()).as(restored.progress()).isZero();
        assertThat(fresh.resolve("secrets/probe")).hasBinaryContent(SECRET);
        assertThat(fresh.resolve("secrets/postgres.password")).doesNotExist();
        assertThat(there.run("fsck", "--deep", "--accept").text()).contains("Accepted", "Nothing is wrong");
        try (ChildServer server = there.server(fresh)) {
            assertPulls(server, image);
            push(server, "later");
        }
    }

    @Test
    @Tag("K40")
    void tellsOfBothKindsWhenDatabaseAndBlobsAreOfDifferentAges() throws Exception {
        Path old = folder.resolve("old");
        Shell here = Shell.of(old);
        Path earlier = folder.resolve("earlier");
        Image first;
        Image second;
        Path late = folder.resolve("late.zip");
        try (ChildServer server = ChildServer.start(old)) {
            first = push(server, "first");
            assertThat(here.run("backup", file(), "--with-blobs", earlier).code())
                    .isZero();
            second = push(server, "second");
            assertThat(here.run("backup", late).code()).isZero();
        }

        // the database is older: what came after it is there, and nobody names it
        Path one = folder.resolve("one");
        FileSystemUtils.copyRecursively(old.resolve("blobs"), one.resolve("blobs"));
        age(one.resolve("blobs"));
        Shell behind = Shell.of(one, TestDatabase.empty()).with("--slipway.gc.sweep-delay=0s", "--slipway.gc.grace=0s");
        assertThat(behind.run("restore", file()).code()).isZero();
        Answer unknown = behind.run("fsck", "--repair");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.text())
                .contains("objects in the store that nothing names", "seems to come from a backup")
                .doesNotContain("bytes are missing");
        try (ChildServer server = behind.server(one)) {
            assertPulls(server, first);
            assertThat(administrator(server).get(second.manifestPath("v1")).status())
                    .isEqualTo(404);
            assertThat(administrator(server).get(second.blobPath()).status()).isEqualTo(404);
            assertHeld(server);
            // pushing again brings it back, while collection rests
            assertThat(push(server, "second").digest()).isEqualTo(second.digest());
            assertThat(behind.run("fsck", "--accept").text()).contains("Accepted");
            assertThat(status(server)).doesNotContain("seems to come from a backup");
            assertPulls(server, second);
        }

        // the blobs are older: some bytes are missing, and nobody gets others
        Path two = folder.resolve("two");
        FileSystemUtils.copyRecursively(earlier, two.resolve("blobs"));
        Shell ahead = Shell.of(two, TestDatabase.empty());
        assertThat(ahead.run("restore", late).code()).isZero();
        Answer missing = ahead.run("fsck", "--repair");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.text())
                .contains("blobs whose bytes are missing", second.layerDigest().toString())
                .doesNotContain(first.layerDigest().toString());
        try (ChildServer server = ahead.server(two)) {
            assertPulls(server, first);
            assertThat(administrator(server).get(second.blobPath()).status()).isEqualTo(404);
            assertHeld(server);
            push(server, "second");
            assertPulls(server, second);
            assertThat(ahead.run("fsck", "--deep", "--accept").code()).isZero();
        }
    }

    @Test
    void copiesBlobsOnceAndTellsWhichLackTheirBytes() throws Exception {
        Path data = folder.resolve("data");
        Shell here = Shell.of(data);
        Path blobs = folder.resolve("blobs");
        try (ChildServer server = ChildServer.start(data)) {
            push(server, "first");
            Answer whole = here.run("backup", file(), "--with-blobs=" + blobs);
            assertThat(whole.progress()).contains("2 blobs of", "2 linked, 0 there before, 0 copied");
            RepositoryClient uploading = server.repository("upload");
            String session = uploading.startUpload();
            uploading.client().with("Content-Type", "application/octet-stream").patch(session, new byte[1000]);
            Answer again = here.run("backup", folder.resolve("again.zip"), "--with-blobs", blobs);
            assertThat(again.progress()).contains("0 linked, 2 there before");
            assertThat(sizes(blobs)).as("of the upload").contains(1000L);

            Image lost = push(server, "lost, and other bytes");
            try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
                for (Path file : files.filter(it -> hasBytes(it, lost.layer())).toList()) {
                    Files.delete(file);
                }
            }
            Answer incomplete = here.run("backup", folder.resolve("third.zip"), "--with-blobs", blobs);
            assertThat(incomplete.code()).isEqualTo(1);
            assertThat(incomplete.progress()).contains("1 blobs lack their bytes", "missing: ");
        }
        assertThat(Shell.of(folder.resolve("other"))
                        .run("backup", folder.resolve("none.zip"))
                        .progress())
                .contains("There is nothing to back up");
        assertThat(folder.resolve("none.zip")).doesNotExist();
    }

    private Path file() {
        return folder.resolve("backup.zip");
    }

    private static RegistryClient administrator(ChildServer server) {
        return server.client();
    }

    private static Image push(ChildServer server, String content) {
        String repository = "admin/" + content.split("[, ]")[0];
        return Images.push(server.client(), repository, "layer of " + content, "v1");
    }

    private static void assertPulls(ChildServer server, Image image) {
        Images.assertPulls(server.client(), image, "v1");
    }

    private static String status(ChildServer server) {
        return new String(administrator(server).get("/api/v1/admin/gc").body());
    }

    private static void assertHeld(ChildServer server) {
        assertThat(status(server)).contains("seems to come from a backup");
    }

    private static void age(Path blobs) throws IOException {
        FileTime then = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        try (Stream<Path> files = Files.walk(blobs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private static List<Long> sizes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(it -> it.toFile().length())
                    .toList();
        }
    }

    private static boolean hasBytes(Path file, byte[] bytes) {
        try {
            return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
        } catch (IOException gone) {
            return false;
        }
    }
}
