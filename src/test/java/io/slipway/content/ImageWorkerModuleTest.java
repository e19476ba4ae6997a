package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.ImageWorkSql.Claim;
import io.slipway.content.ImageWorkSql.Unread;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the worker read of an index, and what became of that meanwhile.
@SlipwayTest
class ImageWorkerModuleTest {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    ImageWorkSql sql;

    @Autowired
    ImageWorker worker;

    @Autowired
    JdbcClient jdbc;

    private long manifest;
    private Unread unread;

    @BeforeEach
    void read() {
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", "a wide and windy harbour"));
        }
        User ada = users.find("ada").orElseThrow();
        RepositoryName name = new RepositoryName("ada/r" + System.nanoTime());
        long repository = repositories.create(name, ada.namespaceId(), ada.id()).id();
        byte[] payload = """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [
                    {"mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 2, "digest": "%s",
                     "platform": {"os": "linux", "architecture": "arm64"}}]}
                """.formatted(INDEX, Digest.sha256("child".getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        manifest = jdbc.sql("""
                        INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by, lease_until)
                        VALUES (:repository, :digest, :type, :payload, :size, :by, now()) RETURNING id
                        """)
                .param("repository", repository)
                .param("digest", Digest.sha256(payload).toBytes())
                .param("type", INDEX)
                .param("payload", payload)
                .param("size", payload.length)
                .param("by", ada.id())
                .query(Long.class)
                .single();
        // not yet for the worker's own thread
        jdbc.sql("INSERT INTO content.image (manifest_id, due_at) VALUES (?, now() + interval '1 hour')")
                .param(manifest)
                .update();
        unread = sql.find(manifest).orElseThrow();
    }

    @Test
    void keepsWhatItRead() {
        worker.keep(new Claim(manifest, 1), unread);

        assertThat(states()).containsExactly("READ");
        assertThat(parts()).isEqualTo(1);
    }

    @Test
    @Tag("L4")
    void keepsNothingOfWhatCollectionTookMeanwhile() {
        jdbc.sql("DELETE FROM content.manifest WHERE id = ?").param(manifest).update();

        worker.keep(new Claim(manifest, 1), unread);

        assertThat(states()).isEmpty();
        assertThat(parts()).isZero();
    }

    private List<String> states() {
        return jdbc.sql("SELECT state FROM content.image WHERE manifest_id = ?")
                .param(manifest)
                .query(String.class)
                .list();
    }

    private long parts() {
        return jdbc.sql("SELECT count(*) FROM content.image_part WHERE parent_id = ?")
                .param(manifest)
                .query(Long.class)
                .single();
    }
}
