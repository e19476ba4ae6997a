package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.test.context.TestPropertySource;

/// Plans that PostgreSQL made and kept while the tables were empty still find rows by their keys when the tables have
/// grown: see docs/adr/0007. One connection, so that all plans and all figures are its own.
@SlipwayTest
// as the owner of the tables, since it changes them; what collection reads is not the requests'
@TestPropertySource(
        properties = {
            "spring.datasource.username=slipway",
            "spring.datasource.password=slipway",
            "slipway.gc.enabled=false"
        })
class PlanHttpTest extends ProtocolHttpBase {

    private static final int WARM_UP = 12;
    private static final int HANDFUL = 40;

    @Autowired
    DataSource pool;

    @Autowired
    ScheduledAnnotationBeanPostProcessor schedule;

    private RowsRead read;
    private final Map<String, Supplier<Reply>> requests = new LinkedHashMap<>();
    private RepositoryClient source;
    private int number;

    @BeforeEach
    void pushImages() throws SQLException {
        read = RowsRead.of(pool, jdbc);
        source = another();
        for (RepositoryClient client : new RepositoryClient[] {repository, source}) {
            byte[] base = client.pushImage("latest", fresh()).bytes();
            client.put("base", ManifestBuilder.aManifest().withSubject(base));
        }
        // tokens for repositories that were missing ask more than others
        repository = RepositoryClient.of(owner(), repository.name());
        source = RepositoryClient.of(owner(), source.name());
    }

    @Test
    void readsAHandfulOfRowsWhereTheTablesWereEmptyWhenThePlanWasMade() {
        listRequests();
        for (int i = 0; i < WARM_UP; i++) {
            requests.forEach((name, request) ->
                    assertThat(request.get().status()).as(name).isLessThan(300));
        }
        fill();
        // what pushes leave to be done is read by nobody's request
        await().until(() -> jdbc.sql("SELECT NOT EXISTS (SELECT FROM content.image WHERE state = 'WAITING')")
                .query(Boolean.class)
                .single());
        // nor what measured requests leave: sizes are measured seconds after a push, beside another request
        schedule.destroy();

        requests.forEach((name, request) -> read.check(
                name,
                () -> {
                    Reply reply = request.get();
                    assertThat(reply.status()).as("%s: %s", name, reply).isLessThan(300);
                },
                HANDFUL));

        String setting = jdbc.sql("SHOW enable_seqscan").query(String.class).single();
        assertThat(read.excess()).as("enable_seqscan is %s", setting).isEmpty();
    }

    private void listRequests() {
        RegistryClient client = repository.client();
        byte[] layer = fresh();
        Digest digest = source.push(layer);
        repository.push(layer);
        Digest latest =
                ManifestBuilder.digest(client.get(repository.manifest("latest")).body());
        requests.put("GET blob", () -> client.get(repository.blob(digest)));
        requests.put("HEAD blob", () -> client.head(repository.blob(digest)));
        requests.put("GET manifest by tag", () -> client.get(repository.manifest("latest")));
        requests.put("HEAD manifest by tag", () -> client.head(repository.manifest("latest")));
        requests.put("GET manifest by digest", () -> client.get(repository.manifest(latest)));
        requests.put("HEAD manifest by digest", () -> client.head(repository.manifest(latest)));
        requests.put("referrers", () -> client.get(repository.path("/referrers/" + latest)));
        requests.put("tags", () -> client.get(repository.path("/tags/list?n=5&last=lates")));
        requests.put("catalogue", () -> owner().get("/v2/_catalog?n=5"));
        requests.put("push blob at once", () -> pushAtOnce(fresh()));
        requests.put("push blob in chunks", () -> pushInChunks(fresh()));
        requests.put("push blob again", () -> pushAtOnce(layer));
        requests.put("cancel upload", () -> client.delete(repository.startUpload()));
        requests.put("mount from a source", () -> mount(pushed(source), "&from=" + source.name()));
        requests.put("mount from anywhere", () -> mount(pushed(source), ""));
        requests.put("delete blob", () -> client.delete(repository.blob(ManifestBuilder.digest(pushed(repository)))));
        requests.put("push manifest", () -> repository.put("fresh" + number, image()));
        requests.put("move tag", () -> repository.put("moving", image()));
        requests.put("push index", () -> repository.put("index", index()));
        requests.put("push referrer", () -> repository.put("about", image().withSubject(image().bytes())));
        requests.put("delete tag", () -> client.delete(repository.manifest(tagged())));
        requests.put("delete manifest", () -> client.delete(repository.manifest(untagged())));
    }

    private Reply pushAtOnce(byte[] content) {
        return repository.client().post(repository.uploads() + "?digest=" + ManifestBuilder.digest(content), content);
    }

    private Reply pushInChunks(byte[] content) {
        String location = repository.startUpload();
        repository.client().patch(location, content);
        return repository.client().put(location + "?digest=" + ManifestBuilder.digest(content), new byte[0]);
    }

    private Reply mount(byte[] content, String from) {
        return repository.client().post(repository.uploads() + "?mount=" + ManifestBuilder.digest(content) + from);
    }

    private byte[] pushed(RepositoryClient to) {
        byte[] content = fresh();
        to.push(content);
        return content;
    }

    private ManifestBuilder image() {
        return ManifestBuilder.aManifest().withLayer(pushed(repository));
    }

    private ManifestBuilder index() {
        ManifestBuilder child = image();
        repository.put(ManifestBuilder.digest(child.bytes()), child);
        return ManifestBuilder.anIndex().withChild(child.bytes());
    }

    private String tagged() {
        String tag = "tag" + ++number;
        repository.put(tag, image());
        return tag;
    }

    private Digest untagged() {
        ManifestBuilder image = image();
        Digest digest = ManifestBuilder.digest(image.bytes());
        repository.put(digest, image);
        return digest;
    }

    private byte[] fresh() {
        return ("content " + ++number + " of " + this).getBytes(UTF_8);
    }

    /// Some thousands of each beside what is asked for, in the same repository.
    private void fill() {
        JdbcClient.StatementSpec fill = jdbc.sql("""
                WITH here AS (SELECT id, namespace_id, created_by FROM content.repository WHERE name = :name),
                n AS (SELECT i, decode('01' || repeat(md5(i::text), 2), 'hex') AS digest FROM generate_series(1, 5000) i),
                repositories AS (
                    INSERT INTO content.repository (namespace_id, name, created_by)
                    SELECT namespace_id, :name || '/' || i, created_by FROM here, n),
                blobs AS (
                    INSERT INTO content.blob (digest, size, store, storage_key)
                    SELECT digest, i, 0, 'key' || i FROM n RETURNING id),
                links AS (
                    INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
                    SELECT here.id, blobs.id, namespace_id, now() FROM here, blobs RETURNING blob_id),
                reviews AS (
                    INSERT INTO content.link_review (blob_id, repository_id, due_at)
                    SELECT blob_id, here.id, now() FROM here, links),
                manifests AS (
                    INSERT INTO content.manifest (repository_id, digest, media_type, subject, payload, size,
                        pushed_by, lease_until)
                    SELECT here.id, digest, 'x/y', digest, '{}', 2, created_by, now() FROM here, n RETURNING id),
                edges AS (
                    INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id)
                    SELECT m.id, here.id, l.blob_id FROM here,
                        (SELECT id, row_number() OVER () AS row FROM manifests) m
                        JOIN (SELECT blob_id, row_number() OVER () AS row FROM links) l USING (row)),
                children AS (
                    INSERT INTO content.manifest_child (parent_id, repository_id, child_digest)
                    SELECT manifests.id, here.id, int8send(manifests.id) FROM here, manifests),
                manifest_reviews AS (
                    INSERT INTO content.manifest_review (manifest_id, due_at) SELECT id, now() FROM manifests),
                tags AS (
                    INSERT INTO content.tag (repository_id, name, manifest_id, updated_by)
                    SELECT here.id, 'v' || manifests.id, manifests.id, created_by FROM here, manifests),
                events AS (
                    INSERT INTO content.tag_event (repository_id, name, kind, by)
                    SELECT here.id, 'v' || i, 'CREATE', created_by FROM here, n)
                INSERT INTO content.object_deletion (store, storage_key, due_at)
                SELECT 0, 'gone' || i, now() + INTERVAL '1 day' FROM n
                """);
        fill.param("name", repository.name()).update();
        long stranger = user("stranger", false).id();
        jdbc.sql("""
                INSERT INTO content.upload (id, repository_id, owner_id, store, storage_key, expires_at)
                SELECT gen_random_uuid(), r.id, :owner, 0, 'upload' || i, now() + INTERVAL '1 day'
                FROM content.repository r, generate_series(1, 3000) i WHERE r.name = :name
                """).param("owner", stranger).param("name", repository.name()).update();
    }
}
