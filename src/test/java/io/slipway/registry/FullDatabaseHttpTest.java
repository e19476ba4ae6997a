package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// The database has no room left: it answers writes with its own error 53100, here for one repository only.
@Tag("K17")
// as the owner of the tables, since it changes them
@TestPropertySource(properties = {"spring.datasource.username=slipway", "spring.datasource.password=slipway"})
class FullDatabaseHttpTest extends ProtocolHttpBase {

    @AfterEach
    void makeRoom() {
        jdbc.sql("DROP TRIGGER IF EXISTS no_room ON content.repository_blob").update();
        jdbc.sql("DROP TRIGGER IF EXISTS no_room ON content.manifest").update();
    }

    @Test
    void readsOnAndTakesWritesAgainWhenThereIsRoom() {
        ManifestBuilder image = repository.pushImage("v1", "layer".getBytes(UTF_8));
        fill();

        Reply blob = repository.client().post(repository.uploads() + "?digest=" + digest("new"), "new".getBytes(UTF_8));
        Reply manifest = repository.put("v2", image);

        for (Reply refused : new Reply[] {blob, manifest}) {
            assertRefused(refused, 503, "UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isPresent();
        }
        assertStatus(repository.client().get(repository.manifest("v1")), 200);
        assertStatus(repository.client().get(repository.manifest("v2")), 404);
        assertStatus(repository.client().get(repository.blob(digest("layer"))), 200);
        assertStatus(repository.client().head(repository.blob(digest("new"))), 404);

        makeRoom();
        repository.push("new".getBytes(UTF_8));
        assertStatus(repository.put("v2", image), 201);
    }

    private void fill() {
        jdbc.sql("""
                        CREATE OR REPLACE FUNCTION content.no_room() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
                        END $$
                        """).update();
        for (String table : new String[] {"repository_blob", "manifest"}) {
            jdbc.sql("CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON content." + table
                            + " FOR EACH ROW WHEN (NEW.repository_id = " + repositoryId(repository)
                            + ") EXECUTE FUNCTION content.no_room()")
                    .update();
        }
    }

    private static Object digest(String content) {
        return ManifestBuilder.digest(content.getBytes(UTF_8));
    }
}
