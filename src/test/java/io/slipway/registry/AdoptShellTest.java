package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Shell.Answer;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
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
}
