package io.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Actor;
import io.slipway.content.Manifests;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Keep;
import io.slipway.content.PolicyDocument.RetentionRule;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RetentionTag;
import io.slipway.content.RetentionTags;
import io.slipway.content.Tags;
import io.slipway.oci.Digest;
import io.slipway.oci.Manifest;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Policies on a real database.
@SlipwayTest
class RetentionHttpTest {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static int count;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    Manifests manifests;

    @Autowired
    Tags tags;

    @Autowired
    Policies policies;

    @Autowired
    Retention retention;

    @Autowired
    RetentionPreviews previews;

    @Autowired
    Verdicts verdicts;

    @Autowired
    RetentionRunSql runs;

    @Autowired
    RetentionTags ends;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private User ada;
    private Repository repository;

    @BeforeEach
    void fresh() {
        ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a wide and windy harbour")));
        repository = make();
    }

    @Test
    void takesWhatThePolicySaysAndRemembersIt() {
        push("one", "v1");
        push("two", "v2");
        push("three", "v3");
        keepLast(repository, 2);

        assertThat(preview().goes()).isOne();
        assertThat(names()).as("a look takes nothing").containsExactly("v1", "v2", "v3");
        RetentionRun run = done(retention.run(repository, ada.id()));

        assertThat(names()).containsExactly("v2", "v3");
        assertThat(run.counts()).isEqualTo(new RetentionRun.Counts(3, 1));
        assertThat(run.by()).contains("ada");
        assertThat(retention.gone(repository, run.id(), "", 10).items())
                .containsExactly(new GoneTag("v1", digest("one")));
        assertThat(jdbc.sql("SELECT kind FROM content.tag_event WHERE repository_id = ? ORDER BY id DESC LIMIT 1")
                        .param(repository.id())
                        .query(String.class)
                        .single())
                .isEqualTo("DELETE");
    }

    @Test
    void sparesSignaturesOfWhatStaysAndTakesThoseOfWhatGoes() {
        Digest old = push("old", "v1");
        Digest young = push("young", "v2");
        push("signature of old", signature(old));
        push("signature of young", signature(young));
        Digest child = push("child");
        push("signature of child", signature(child));
        put(
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}]}"
                        .formatted(INDEX, INDEX, child, body("child").length()),
                "v3");
        keepLast(repository, 2);

        done(retention.run(repository, ada.id()));

        assertThat(names()).containsExactlyInAnyOrder("v2", "v3", signature(young), signature(child));
        keepLast(repository, 1);
        push("last", "v4");
        done(retention.run(repository, ada.id()));
        assertThat(names()).containsExactly("v4");
    }

    @Test
    void leavesATagThatIsPushedOrPulledMeanwhile() {
        push("one", "v1");
        push("two", "v2");
        keepLast(repository, 1);
        List<Verdict> before =
                verdicts.of(repository, policy()).stream().filter(Verdict::goes).toList();
        assertThat(before).extracting(it -> it.tag().name()).containsExactly("v1");
        jdbc.sql("INSERT INTO content.tag_pull (repository_id, name, last_pull_at) VALUES (?, 'v1', now())")
                .param(repository.id())
                .update();

        assertThat(ends.delete(
                        repository, before.stream().map(Verdict::tag).toList(), policy(), new Actor(ada.id(), "test")))
                .isEmpty();
        push("three", "v1");
        assertThat(ends.delete(
                        repository, before.stream().map(Verdict::tag).toList(), policy(), new Actor(ada.id(), "test")))
                .isEmpty();
        assertThat(names()).containsExactly("v1", "v2");
    }

    @Test
    @org.junit.jupiter.api.Tag("K9")
    void finishesWhatSomebodyLeft() {
        push("one", IntStream.range(0, 450).mapToObj("t%03d"::formatted).toArray(String[]::new));
        push("two", "kept");
        keepLast(repository, 1);
        // who claimed it died after a batch
        List<RetentionTag> some = new ArrayList<>();
        ends.read(repository, some::addAll);
        transactions.executeWithoutResult(_ -> {
            runs.start(List.of(repository.id()), ada.id());
            jdbc.sql(
                            "UPDATE gc.retention_run SET attempts = 1, due_at = now() + interval '1 second' WHERE repository_id = ?")
                    .param(repository.id())
                    .update();
        });
        RetentionRun left = runs.newest(repository.id()).orElseThrow();
        RetentionRunSql.Claim dead = new RetentionRunSql.Claim(left.id(), repository.id(), ada.id(), 1);
        transactions.executeWithoutResult(_ -> runs.note(
                dead,
                ends.delete(
                        repository,
                        some.stream()
                                .filter(tag -> tag.name().startsWith("t"))
                                .limit(200)
                                .toList(),
                        policy(),
                        new Actor(ada.id(), "test"))));
        assertThat(names()).hasSize(251);

        RetentionRun run = done(left);

        assertThat(names()).containsExactly("kept");
        assertThat(run.counts().gone()).isEqualTo(450);
        assertThat(retention.gone(repository, run.id(), "", 1000).items()).hasSize(450);
        assertThat(runs.hold(dead)).as("the dead one cannot go on").isFalse();
    }

    @Test
    void followsTheNamespaceUnlessTheRepositorySaysOtherwise() {
        push("one", "v1");
        push("two", "v2");
        Repository own = repository;
        keepLast(own, 5);
        repository = make();
        push("one", "v1");
        push("two", "v2");
        long namespace = repository.namespaceId();
        jdbc.sql("INSERT INTO content.tag_policy (namespace_id) VALUES (?)")
                .param(namespace)
                .update();
        try {
            policies.change(
                    new Namespace(namespace, "ada", Optional.of(ada.id())),
                    _ -> document(1, "daily").toPolicy());
            jdbc.sql("UPDATE content.tag_policy SET next_run_at = now() - interval '1 hour' WHERE namespace_id = ?")
                    .param(namespace)
                    .update();

            await().until(() -> runs.newest(repository.id())
                    .filter(run -> run.state() == RetentionRun.State.DONE)
                    .isPresent());

            assertThat(names()).containsExactly("v2");
            assertThat(runs.newest(repository.id()).orElseThrow().by())
                    .as("nobody")
                    .isEmpty();
            assertThat(runs.newest(own.id())).isEmpty();
            assertThat(jdbc.sql("SELECT next_run_at BETWEEN now() AND now() + interval '24 hours 1 second'"
                                    + " AND extract(hour FROM timezone('UTC', next_run_at)) = 3"
                                    + " FROM content.tag_policy WHERE namespace_id = ?")
                            .param(namespace)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        } finally {
            jdbc.sql("DELETE FROM content.tag_policy WHERE namespace_id = ?")
                    .param(namespace)
                    .update();
        }
    }

    private RetentionPreview preview() {
        return await().until(() -> previews.of(repository, policy()), Optional::isPresent)
                .orElseThrow();
    }

    private io.slipway.content.RetentionPolicy policy() {
        return policies.retention(repository).orElseThrow();
    }

    private void keepLast(Repository where, int number) {
        policies.change(where, _ -> document(number, "off").toPolicy());
    }

    private static PolicyDocument document(int number, String every) {
        return new PolicyDocument(
                null,
                new PolicyDocument.Retention(
                        new PolicyDocument.Schedule(every, 3, null),
                        null,
                        null,
                        List.of(new RetentionRule(
                                List.of("*"), null, List.of(new Keep("pushed", number, null, null))))));
    }

    private RetentionRun done(RetentionRun run) {
        await().until(() -> runs.newest(repository.id()).orElseThrow().state() == RetentionRun.State.DONE);
        RetentionRun newest = runs.newest(repository.id()).orElseThrow();
        assertThat(newest.id()).isEqualTo(run.id());
        return newest;
    }

    private Repository make() {
        RepositoryName name = new RepositoryName("ada/r" + count++);
        return repositories.create(name, ada.namespaceId(), ada.id()).forWriting();
    }

    private static String signature(Digest digest) {
        return "sha256-" + digest.hex() + ".sig";
    }

    private List<String> names() {
        return tags.page(repository, "", 1000).items();
    }

    private static String body(String text) {
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"annotations\":{\"of\":\"%s\"}}"
                .formatted(INDEX, text);
    }

    private static Digest digest(String text) {
        return Digest.sha256(body(text).getBytes(StandardCharsets.UTF_8));
    }

    private Digest push(String text, String... names) {
        return put(body(text), names);
    }

    private Digest put(String body, String... names) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha256(bytes);
        manifests.put(
                repository,
                new Actor(ada.id(), "test"),
                Manifest.parse(INDEX, bytes),
                digest,
                Arrays.stream(names).map(Tag::new).toList());
        return digest;
    }
}
