package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Shell.Answer;
import io.slipway.testing.S3Server;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The takeover as from a shell, before and between servers.
class AdoptShellTest {

    @TempDir
    Path folder;

    @Test
    void takesOverWithoutAServer() throws Exception {
        Path data = folder.resolve("data");
        Path root = folder.resolve("registry");
        TestDatabase database = TestDatabase.empty();
        Shell shell = Shell.of(data, database).with("--slipway.storage.disk.path=" + root);
        FoundTree tree = new FoundTree("shell");
        byte[] image = tree.image("old/app", "a layer".getBytes(UTF_8), "1");

        Answer early = shell.run("adopt");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.progress()).contains("There is no administrator yet");
        try (ChildServer _ = shell.server(data)) {
            assertThat(shell.run("adopt").progress()).contains("There is no repository below docker/registry/v2/");
        }
        tree.writeTo(root);

        Answer taken = shell.run("adopt", "--public");

        assertThat(taken.text()).as(taken.progress()).contains("Took 1 manifests, 1 tags, and 2 blobs");
        assertThat(taken.code()).isZero();
        try (ChildServer server = shell.server(data)) {
            RegistryClient client = RegistryClient.on(server.port()).asking("repository:old/app:pull");
            assertThat(client.get("/v2/old/app/manifests/1").body()).isEqualTo(image);
        }
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                ResultSet audit = connection
                        .createStatement()
                        .executeQuery("SELECT target, details->>'blobs' FROM activity.audit"
                                + " WHERE action = 'storage.adopt'")) {
            assertThat(audit.next()).isTrue();
            assertThat(audit.getString(1)).isEqualTo("admin");
            assertThat(audit.getString(2)).isEqualTo("2");
        }
    }

    @Test
    void movesWhatWasTakenToAnotherStore() throws Exception {
        Path data = folder.resolve("data");
        Path root = folder.resolve("registry");
        Shell shell = Shell.of(data, TestDatabase.empty()).with("--slipway.storage.disk.path=" + root);
        FoundTree tree = new FoundTree("moved");
        byte[] image = tree.image("old/app", "a layer".getBytes(UTF_8), "1");
        tree.writeTo(root);
        try (ChildServer _ = shell.server(data)) {
            assertThat(shell.run("adopt", "--public").code()).isZero();
        }
        Shell bucket = shell.with(bucket());

        Answer moved = bucket.run("migrate-storage");
        assertThat(moved.text()).as(moved.progress()).contains("Moved 2 blobs");

        assertThat(bucket.run("fsck", "--deep").text()).contains("Nothing is wrong.");
        assertThat(bucket.run("adopt").text()).contains("Took 0 manifests, 0 tags, and 0 blobs", "1 manifests were");
        try (ChildServer server = bucket.server(data)) {
            RegistryClient client = RegistryClient.on(server.port()).asking("repository:old/app:pull");
            assertThat(client.get("/v2/old/app/manifests/1").body()).isEqualTo(image);
            assertThat(client.get("/v2/old/app/blobs/" + ManifestBuilder.digest(tree.config()))
                            .body())
                    .isEqualTo(tree.config());
        }
    }

    private static String[] bucket() {
        String name = "b" + UUID.randomUUID();
        S3Server.running().makeBucket(name);
        return new String[] {
            "--slipway.storage.type=s3",
            "--slipway.storage.s3.endpoint=" + S3Server.running().endpoint(),
            "--slipway.storage.s3.bucket=" + name,
            "--slipway.storage.s3.access-key=" + S3Server.ACCESS_KEY,
            "--slipway.storage.s3.secret-key=" + S3Server.SECRET_KEY
        };
    }
}
