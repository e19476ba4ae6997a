package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Visibility;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("H14")
class AuditedRegistryHttpTest extends ProtocolHttpBase {

    @Test
    void tellsDeletionsByWhoeverHoldsTheToken() {
        ManifestBuilder image = repository.pushImage("v1", "layer".getBytes(UTF_8));
        assertStatus(repository.client().send("DELETE", repository.manifest("v1"), new byte[0]), 202);
        String digest = ManifestBuilder.digest(image.bytes()).toString();
        assertStatus(repository.client().send("DELETE", repository.manifest(digest), new byte[0]), 202);

        await().until(() -> rows(repository.name()).size() == 3);
        assertThat(rows(repository.name()))
                .containsExactly(
                        "repository.create OK " + ownerName + " {}",
                        "tag.delete OK " + ownerName + " {\"tag\": \"v1\"}",
                        "manifest.delete OK " + ownerName + " {\"digest\": \"" + digest + "\"}");
    }

    @Test
    void tellsAChangedVisibility() {
        repository.pushImage("v1", "layer".getBytes(UTF_8));
        setVisibility(repository.name(), Visibility.PUBLIC);

        await().until(() -> rows(repository.name()).contains("repository.visibility OK  {\"visibility\": \"PUBLIC\"}"));
    }

    @Test
    void tellsRefusedPasswords() {
        assertStatus(anonymous().basic("token-guesser", "wrong").get("/token"), 401);

        await().until(() -> rows("token-guesser").contains("session.refuse REFUSED  {\"reason\": \"WRONG\"}"));
    }

    private List<String> rows(String target) {
        return jdbc.sql("SELECT concat_ws(' ', action, result, actor, details) FROM activity.audit"
                        + " WHERE target = :target ORDER BY id")
                .param("target", target)
                .query(String.class)
                .list();
    }
}
