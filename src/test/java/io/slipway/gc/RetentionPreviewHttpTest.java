package io.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Actor;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Keep;
import io.slipway.content.PolicyDocument.RetentionRule;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.Saved;
import io.slipway.content.TagExpiry;
import io.slipway.gc.RetentionPreviews.OfRepository;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// What a policy would take away, and the bytes that come back.
@SlipwayTest
@TestPropertySource(
        properties = {
            "spring.datasource.username=slipway",
            "spring.datasource.password=slipway",
            "slipway.gc.enabled=false"
        })
class RetentionPreviewHttpTest {

    private static int count;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    Policies policies;

    @Autowired
    RetentionPreviews previews;

    @Autowired
    TagExpiry expiry;

    @Autowired
    JdbcClient jdbc;

    private User ada;
    private Repository repository;
    private Repository other;

    @BeforeEach
    void fresh() {
        ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a wide and windy harbour")));
        repository = make(ada);
        other = make(ada);
    }

    @Test
    void countsEachBlobOnceAndLeavesOutWhatOthersNeed() {
        long shared = blob(1_000_000);
        long base = blob(10_000);
        long elsewhere = blob(1_000);
        image(repository, "old", blob(1), base, shared, elsewhere);
        image(repository, "older", blob(2), base, shared);
        image(repository, "kept", blob(4), shared);
        image(other, "kept", elsewhere);

        assertThat(preview("kept").saved()).isEqualTo(new Saved(2, 11_003, 10_003, false));
    }

    @Test
    void countsPlatformsAndWhatIsAttachedUnlessSomethingElseHoldsThem() {
        long both = manifest(repository, blob(100));
        long going = manifest(repository, blob(20));
        long tagged = image(repository, "kept-too", blob(3));
        long index = image(repository, "old");
        long kept = image(repository, "kept");
        List.of(both, going, tagged).forEach(child -> list(index, child));
        list(kept, both);
        long signature = manifest(repository, blob(7));
        jdbc.sql(
                        "UPDATE content.manifest SET subject = (SELECT digest FROM content.manifest WHERE id = ?) WHERE id = ?")
                .params(going, signature)
                .update();

        assertThat(preview("kept*").saved()).isEqualTo(new Saved(3, 27, 27, false));
        jdbc.sql("DELETE FROM content.manifest_child WHERE parent_id = ?")
                .param(kept)
                .update();
        move("old");
        assertThat(preview("kept*").saved()).isEqualTo(new Saved(4, 127, 127, false));
    }

    @Test
    void isComputedOnceUntilSomethingChanges() {
        image(repository, "v1");
        image(repository, "v2");
        RetentionPreview first = preview("v1");

        assertThat(preview("v1")).as("kept").isEqualTo(first);
        assertThat(first.page(false, "", 1).items())
                .containsExactly(new RetentionPreview.Row("v1", Verdict.Reason.MATCHING, 1));
        assertThat(first.page(false, "", 1).more()).isTrue();
        assertThat(first.page(false, "v1", 1)).isEqualTo(first.page(true, "", 5));
        assertThat(first.page(false, "v10", 5).items()).extracting("tag").containsExactly("v2");
        assertThat(preview("v2").page(true, "", 5).items()).extracting("tag").containsExactly("v1");

        expiry.lock(repository, new Actor(ada.id(), "test"), new Tag("v2"), true);
        assertThat(preview("v1").goes()).as("locked").isZero();
        expiry.lock(repository, new Actor(ada.id(), "test"), new Tag("v2"), false);
        policies.change(
                repository,
                _ -> new PolicyDocument(
                                List.of(new PolicyDocument.Rule("immutable", List.of("v2"), null, null, null)), null)
                        .toPolicy());
        assertThat(preview("v1").goes()).as("immutable").isZero();
    }

    @Test
    void tellsWhatEachRepositoryOfANamespaceWouldLose() {
        User eve = users.create(NewUser.person("eve" + count, "a wide and windy harbour"));
        List<Repository> all = List.of(make(eve), make(eve), make(eve));
        all.forEach(it -> {
            image(it, "old", blob(5));
            image(it, "kept");
        });
        policies.change(all.get(1), _ -> new PolicyDocument(null, retention("old")).toPolicy());

        Page<OfRepository> first = in(eve, "", 1);
        Page<OfRepository> second = in(eve, first.items().getLast().name(), 1);

        assertThat(first.items()).extracting(OfRepository::name).containsExactly(name(all.get(0)));
        assertThat(second.items()).extracting(OfRepository::name).containsExactly(name(all.get(2)));
        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        RetentionPreview preview = second.items().getFirst().preview().orElseThrow();
        assertThat(preview.tags()).isEqualTo(2);
        assertThat(preview.goes()).isOne();
        assertThat(preview.saved()).isEqualTo(new Saved(1, 5, 5, false));
    }

    private Page<OfRepository> in(User user, String last, int size) {
        return await().until(
                        () -> previews.in(user.namespaceId(), policy("kept*"), last, size),
                        page -> page.items().stream()
                                .allMatch(it -> it.preview().isPresent()));
    }

    private RetentionPreview preview(String kept) {
        return await().until(() -> previews.of(repository, policy(kept)), Optional::isPresent)
                .filter(it -> !it.changed())
                .orElseThrow();
    }

    private static RetentionPolicy policy(String kept) {
        return new PolicyDocument(null, retention(kept)).toPolicy().retention().orElseThrow();
    }

    private static PolicyDocument.Retention retention(String kept) {
        return new PolicyDocument.Retention(
                null,
                null,
                null,
                List.of(new RetentionRule(
                        List.of("*"), null, List.of(new Keep("matching", null, null, List.of(kept))))));
    }

    private Repository make(User user) {
        RepositoryName name = new RepositoryName(user.name() + "/p" + count++);
        Repository made =
                repositories.create(name, user.namespaceId(), user.id()).forWriting();
        jdbc.sql("UPDATE content.repository SET hidden = false WHERE id = ?")
                .param(made.id())
                .update();
        return made;
    }

    private static String name(Repository repository) {
        return repository.name().value();
    }

    private long blob(long size) {
        return jdbc.sql("""
                        INSERT INTO content.blob (digest, size, store, storage_key)
                        VALUES (decode('01' || repeat(md5(:key), 2), 'hex'), :size, 0, :key) RETURNING id
                        """)
                .param("key", "preview" + count++)
                .param("size", size)
                .query(Long.class)
                .single();
    }

    private long manifest(Repository where, long... blobs) {
        long id = jdbc.sql("""
                        INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_by, lease_until)
                        VALUES (:repository, decode('01' || repeat(md5(:key), 2), 'hex'), 'x/y', '{}', 2, :by, now())
                        RETURNING id
                        """)
                .param("repository", where.id())
                .param("key", "manifest" + count++)
                .param("by", ada.id())
                .query(Long.class)
                .single();
        for (long blob : blobs) {
            jdbc.sql("INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)"
                            + " VALUES (?, ?, ?, now()) ON CONFLICT DO NOTHING")
                    .params(where.id(), blob, where.namespaceId())
                    .update();
            jdbc.sql("INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id) VALUES (?, ?, ?)")
                    .params(id, where.id(), blob)
                    .update();
        }
        return id;
    }

    private long image(Repository where, String tag, long... blobs) {
        long id = manifest(where, blobs);
        jdbc.sql(
                        "INSERT INTO content.tag (repository_id, name, manifest_id, updated_by, version_key) VALUES (?, ?, ?, ?, '1')")
                .params(where.id(), tag, id, ada.id())
                .update();
        return id;
    }

    private void list(long index, long child) {
        jdbc.sql("INSERT INTO content.manifest_child (parent_id, repository_id, child_digest)"
                        + " SELECT ?, repository_id, digest FROM content.manifest WHERE id = ?")
                .params(index, child)
                .update();
    }

    /// So that the preview notices.
    private void move(String tag) {
        jdbc.sql("INSERT INTO content.tag_event (repository_id, name, kind, by) VALUES (?, ?, 'MOVE', ?)")
                .params(repository.id(), tag, ada.id())
                .update();
    }
}
