package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.RepositoryName;
import io.slipway.registry.RowsRead;
import io.slipway.storage.Stores;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// What a quota's count reads is what its holder has, by plans that were made while the tables were empty
/// (docs/adr/0007),
/// however many images of others have the same base layer.
@SlipwayTest
// as the owner of the tables, since it changes them
@TestPropertySource(
        properties = {
            "spring.datasource.username=slipway",
            "spring.datasource.password=slipway",
            "slipway.gc.enabled=false"
        })
class QuotaPlanHttpTest {

    private static final int WARM_UP = 12;
    private static final int MANY = 5_000;
    private static final int STEPS = 100;
    private static final int HANDFUL = 300;
    private static final long LIMIT = 1L << 40;

    @Autowired
    DataSource pool;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Users users;

    @Autowired
    Namespaces namespaces;

    @Autowired
    Repositories repositories;

    @Autowired
    Quotas quotas;

    @Autowired
    QuotaCount count;

    @Autowired
    Stores stores;

    private RowsRead read;

    @BeforeEach
    void settle() throws SQLException {
        read = RowsRead.of(pool, jdbc);
    }

    @Test
    void readsWhatTheHolderHas() {
        // in this order, so that the index has all images of the large one before those of the small one
        Namespace large = have("large", 3);
        Namespace small = have("small", 3);
        for (int i = 0; i < WARM_UP; i++) {
            count(small, 4);
            count(large, 4);
        }
        push("large", 3, MANY);

        count(large, 3 + MANY + 1);
        read.check("small", () -> count(small, 4), HANDFUL);
        // entries and rows: a charge of each blob and manifest is looked for, turned over and added up
        read.check("large", () -> count(large, 3 + MANY + 1), 2 * 2 * 3 * MANY + HANDFUL);

        assertThat(read.excess()).isEmpty();
    }

    /// With a base layer that all have.
    private Namespace have(String name, int images) {
        User user = users.create(NewUser.person(name, "a wide and windy harbour"));
        repositories.create(new RepositoryName(name + "/app"), user.namespaceId(), user.id());
        push(name, 0, images);
        Namespace namespace = namespaces.find(name).orElseThrow();
        quotas.set(namespace, LIMIT);
        return namespace;
    }

    /// Each of them with a blob of its own; half of them in the trash.
    private void push(String name, int from, int images) {
        jdbc.sql("""
                        INSERT INTO content.blob (digest, size, store, storage_key)
                        SELECT decode('01' || repeat(md5(key), 2), 'hex'), 10, :store, key
                        FROM (SELECT concat(CAST(:name AS text), i) AS key FROM generate_series(CAST(:from AS int) + 1, :to) i
                            UNION ALL SELECT 'base') keys
                        ON CONFLICT DO NOTHING
                        """)
                .param("store", stores.forNew().id())
                .param("name", name)
                .param("from", from)
                .param("to", from + images)
                .update();
        jdbc.sql("""
                        WITH here AS (SELECT id, namespace_id, created_by FROM content.repository WHERE name = :repository),
                        links AS (
                            INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
                            SELECT here.id, b.id, here.namespace_id, now() FROM here, content.blob b
                            WHERE b.storage_key ~ :keys ON CONFLICT DO NOTHING),
                        manifests AS (
                            INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by,
                                lease_until, deleted_at)
                            SELECT here.id, decode('02' || repeat(md5(concat(:repository, i)), 2), 'hex'), 'x/y', '{}', 2,
                                here.created_by, now(), CASE i % 2 WHEN 0 THEN now() END
                            FROM here, generate_series(CAST(:from AS int) + 1, :to) i RETURNING id, repository_id)
                        INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id)
                        SELECT m.id, m.repository_id, b.id
                        FROM (SELECT id, repository_id, :from + row_number() OVER (ORDER BY id) AS i FROM manifests) m
                        JOIN content.blob b ON b.storage_key IN ('base', concat(CAST(:name AS text), m.i))
                        """)
                .param("repository", name + "/app")
                .param("keys", "^(base|" + name + "[0-9]+)$")
                .param("name", name)
                .param("from", from)
                .param("to", from + images)
                .update();
    }

    private void count(Namespace namespace, int blobs) {
        long quota = jdbc.sql("UPDATE content.quota SET due_at = now() WHERE namespace_id = ? RETURNING id")
                .param(namespace.id())
                .query(Long.class)
                .single();
        count.run(quota, STEPS);
        Quota counted = quotas.of(namespace).orElseThrow();
        assertThat(counted.used()).isEqualTo(10L * blobs + 2L * (blobs - 1));
        assertThat(counted.trash()).isPositive();
    }
}
