package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.RepositoryName;
import io.slipway.registry.RowsRead;
import io.slipway.storage.Stores;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Plans that PostgreSQL made while little was there read no whole table when little is due: docs/adr/0007. One
/// connection, so that all plans and all figures are its own.
@SlipwayTest
// as the owner of the tables, since it changes them
@TestPropertySource(
        properties = {
            "spring.datasource.username=slipway",
            "spring.datasource.password=slipway",
            "slipway.gc.enabled=false",
            "slipway.gc.grace=0s",
            "slipway.gc.sweep-delay=0s",
            "slipway.gc.untagged=0s"
        })
class CollectionPlanHttpTest {

    private static final int WARM_UP = 12;
    private static final int MANY = 5_000;
    /// What a dozen rows that are due take, with the rows around them.
    private static final int HANDFUL = 400;

    @Autowired
    DataSource pool;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    GarbageCollector collector;

    @Autowired
    TagExpiry expiry;

    @Autowired
    RetentionTags tags;

    @Autowired
    Savings savings;

    @Autowired
    Stores stores;

    private RowsRead read;
    private User ada;
    private Repository large;
    private Repository expiring;
    private int round;

    @BeforeEach
    void settle() throws SQLException {
        read = RowsRead.of(pool, jdbc);
        ada = users.create(NewUser.person("ada", "a wide and windy harbour"));
        large = make("large");
        expiring = make("expiring");
    }

    @Test
    void readsWhatIsDueWhereTheTablesWereEmptyWhenThePlanWasMade() {
        for (int i = 0; i < WARM_UP; i++) {
            makeDue();
            collect();
            expire();
            look();
        }
        fill();

        assertThat(excess("collection", this::collect, HANDFUL)).isEmpty();
        assertThat(excess("expiry", this::expire, HANDFUL)).isEmpty();
        // a manifest three times by its key, an entry and a row each; and not once for each other one
        assertThat(excess("retention", () -> assertThat(look()).isEqualTo(MANY), 7 * MANY))
                .isEmpty();
    }

    /// Of the best of three: workers that count what a repository holds come by at some time.
    private Map<String, Long> excess(String name, Runnable work, int most) {
        Map<String, Long> excess = Map.of("nothing", 0L);
        for (int i = 0; i < 3 && !excess.isEmpty(); i++) {
            makeDue();
            read.check(name + i, work, most);
            excess = read.excess().getOrDefault(name + i, Map.of());
        }
        return excess;
    }

    private void collect() {
        Collected collected = collector.run();
        assertThat(collected.manifests()).as("manifests").isEqualTo(1);
        assertThat(collected.links()).as("links").isEqualTo(2);
        assertThat(collected.objects()).as("objects").isBetween(2L, 3L);
        assertThat(collected.uploads()).as("uploads").isEqualTo(1);
    }

    /// The worker may come by, too.
    private void expire() {
        expiry.expire(100);
        assertThat(jdbc.sql("SELECT count(*) FROM content.tag WHERE repository_id = ?")
                        .param(expiring.id())
                        .query(Long.class)
                        .single())
                .as("expired tags")
                .isZero();
    }

    /// As a preview does, of all tags.
    private int look() {
        List<RetentionTag> all = new ArrayList<>();
        tags.read(large, all::addAll);
        Set<Long> going = new HashSet<>();
        all.forEach(tag -> going.add(tag.manifestId()));
        Saved saved = savings.of(large, going, Set.of());
        assertThat(saved.bytes()).isEqualTo(all.isEmpty() ? 0 : MANY + 1L);
        return all.size();
    }

    private Repository make(String name) {
        return repositories
                .create(new RepositoryName("ada/" + name), ada.namespaceId(), ada.id())
                .forWriting();
    }

    /// A manifest that was deleted, with its blob; a blob that nothing names, one that something does, one that is
    /// leased; an upload; tags whose time is over.
    private void makeDue() {
        round++;
        jdbc.sql("""
                        WITH made AS (
                            INSERT INTO content.blob (digest, size, store, storage_key)
                            SELECT decode('01' || repeat(md5(concat(:key, i)), 2), 'hex'), 1, :store, concat(:key, i)
                            FROM generate_series(1, 4) i RETURNING id, storage_key),
                        links AS (
                            INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
                            SELECT :large, id, :namespace,
                                CASE WHEN storage_key LIKE '%.4' THEN now() + interval '1 day' ELSE now() END FROM made
                            RETURNING blob_id),
                        reviews AS (
                            INSERT INTO content.link_review (blob_id, repository_id, due_at)
                            SELECT blob_id, :large, now() FROM links
                            WHERE blob_id NOT IN (SELECT id FROM made WHERE storage_key LIKE '%1')),
                        manifests AS (
                            INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by,
                                lease_until, deleted_at)
                            SELECT :large, decode('01' || repeat(md5(concat(:key, 'm', i)), 2), 'hex'), 'x/y', '{}', 2,
                                :by, now(), CASE i WHEN 1 THEN now() - interval '30 days' END
                            FROM generate_series(1, 2) i RETURNING id, deleted_at),
                        edges AS (
                            INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id)
                            SELECT m.id, :large, b.id FROM manifests m JOIN made b
                                ON b.storage_key LIKE CASE WHEN m.deleted_at IS NULL THEN '%3' ELSE '%1' END),
                        manifest_reviews AS (
                            INSERT INTO content.manifest_review (manifest_id, due_at) SELECT id, now() FROM manifests),
                        parents AS (
                            INSERT INTO content.manifest_child (parent_id, repository_id, child_digest)
                            SELECT id, :large, decode('01' || repeat(md5(concat(:key, 'none')), 2), 'hex') FROM manifests)
                        INSERT INTO content.upload (id, repository_id, owner_id, store, storage_key, expires_at)
                        VALUES (gen_random_uuid(), :large, :by, :store, concat(:key, 'upload'), now() - interval '1 minute')
                        """)
                .param("key", "due" + round + ".")
                .param("large", large.id())
                .param("store", stores.forNew().id())
                .param("namespace", large.namespaceId())
                .param("by", ada.id())
                .update();
        jdbc.sql("""
                        WITH made AS (
                            INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by, lease_until)
                            SELECT :id, decode('01' || repeat(md5(concat('t', :round, '.', i)), 2), 'hex'), 'x/y', '{}', 2,
                                :by, now() FROM generate_series(1, 2) i RETURNING id)
                        INSERT INTO content.tag (repository_id, name, manifest_id, updated_by, version_key, expires_at)
                        SELECT :id, 't' || id, id, :by, '1', now() - interval '1 minute' FROM made
                        """)
                .param("id", expiring.id())
                .param("round", round)
                .param("by", ada.id())
                .update();
    }

    /// Thousands of each that are not due.
    private void fill() {
        jdbc.sql("""
                        WITH n AS (SELECT i, decode('01' || repeat(md5(i::text), 2), 'hex') AS digest
                            FROM generate_series(1, :many) i),
                        blobs AS (
                            INSERT INTO content.blob (digest, size, store, storage_key)
                            SELECT digest, CASE i WHEN 1 THEN 2 ELSE 1 END, :store, 'key' || i FROM n RETURNING id),
                        links AS (
                            INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
                            SELECT :large, id, :namespace, now() FROM blobs RETURNING blob_id),
                        reviews AS (
                            INSERT INTO content.link_review (blob_id, repository_id, due_at)
                            SELECT blob_id, :large, now() + interval '1 day' FROM links),
                        manifests AS (
                            INSERT INTO content.manifest (repository_id, digest, media_type, subject, payload, size,
                                pushed_by, lease_until)
                            SELECT :large, digest, 'x/y', NULL, '{}', 2, :by, now() FROM n RETURNING id),
                        edges AS (
                            INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id)
                            SELECT m.id, :large, l.blob_id FROM
                                (SELECT id, row_number() OVER () AS row FROM manifests) m
                                JOIN (SELECT blob_id, row_number() OVER () AS row FROM links) l USING (row)),
                        children AS (
                            INSERT INTO content.manifest_child (parent_id, repository_id, child_digest)
                            SELECT id, :large, int8send(id) FROM manifests),
                        manifest_reviews AS (
                            INSERT INTO content.manifest_review (manifest_id, due_at)
                            SELECT id, now() + interval '1 day' FROM manifests),
                        tags AS (
                            INSERT INTO content.tag (repository_id, name, manifest_id, updated_by, version_key, expires_at)
                            SELECT :large, 'v' || id, id, :by, '1', now() + interval '1 day' FROM manifests),
                        events AS (
                            INSERT INTO content.tag_event (repository_id, name, kind, by, previous)
                            SELECT :large, 'v' || i, 'MOVE', :by, digest FROM n),
                        uploads AS (
                            INSERT INTO content.upload (id, repository_id, owner_id, store, storage_key, expires_at)
                            SELECT gen_random_uuid(), :large, :by, :store, 'upload' || i, now() + interval '1 day' FROM n)
                        INSERT INTO content.object_deletion (store, storage_key, due_at)
                        SELECT :store, 'gone' || i, now() + interval '1 day' FROM n
                        """)
                .param("many", MANY)
                .param("large", large.id())
                .param("store", stores.forNew().id())
                .param("namespace", large.namespaceId())
                .param("by", ada.id())
                .update();
        jdbc.sql("""
                        INSERT INTO content.tag_pull (repository_id, name, last_pull_at)
                        SELECT repository_id, name, now() FROM content.tag WHERE repository_id = ?
                        """).param(large.id()).update();
    }
}
