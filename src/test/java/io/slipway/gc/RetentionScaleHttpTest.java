package io.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.slipway.content.RetentionPolicy;
import io.slipway.content.Saved;
import io.slipway.oci.Digest;
import io.slipway.oci.Manifest;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Policies over a hundred thousand tags.
@SlipwayTest
class RetentionScaleHttpTest {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    Manifests manifests;

    @Autowired
    Policies policies;

    @Autowired
    Retention retention;

    @Autowired
    RetentionPreviews previews;

    @Autowired
    RetentionRunSql runs;

    @Autowired
    JdbcClient jdbc;

    private User ada;
    private Repository repository;

    @BeforeEach
    void fresh() {
        ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a wide and windy harbour")));
        RepositoryName name = new RepositoryName("ada/very-many");
        repository = repositories.create(name, ada.namespaceId(), ada.id()).forWriting();
    }

    @Test
    @Tag("J3")
    void previewsAndTakesVeryManyTags() {
        push("a");
        jdbc.sql("""
                        INSERT INTO content.tag (repository_id, name, manifest_id, updated_by, version_key, updated_at)
                        SELECT t.repository_id, concat('1.', i / 100, '.', i % 100), t.manifest_id, t.updated_by, '1',
                            now() - make_interval(mins => i)
                        FROM content.tag t, generate_series(1, 100000) i WHERE t.repository_id = ?
                        """).param(repository.id()).update();
        policies.change(
                repository,
                _ -> new PolicyDocument(
                                null,
                                new PolicyDocument.Retention(
                                        null,
                                        null,
                                        null,
                                        List.of(new RetentionRule(
                                                List.of("re:1\\..*"),
                                                null,
                                                List.of(new Keep("patches", 98, null, null))))))
                        .toPolicy());

        Slowest requests = new Slowest();
        long start = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        requests.time(() -> previews.of(repository, policy())).isPresent());
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        Slowest pages = new Slowest();
        for (String after = "1.1"; after.length() < 5; after += "1") {
            String last = after;
            assertThat(pages.time(() -> preview().page(true, last, 100)).items())
                    .hasSize(100);
        }

        RetentionPreview preview = preview();
        assertThat(preview.tags()).isEqualTo(100_001);
        assertThat(preview.goes()).isBetween(1_900L, 2_100L);
        assertThat(preview.saved()).as("the image has another tag").isEqualTo(Saved.NOTHING);
        assertThat(requests.longest()).as("no request waits longer").isLessThan(Duration.ofSeconds(4));
        assertThat(pages.longest()).as("computed once").isLessThan(Duration.ofSeconds(1));
        System.out.printf(
                "preview of 100,000 tags: first after %d ms, longest request %d ms, each page at most %d ms%n",
                first.toMillis(), requests.longest().toMillis(), pages.longest().toMillis());
        RetentionRun run = retention.run(repository, ada.id());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> runs.newest(repository.id()).orElseThrow().state() == RetentionRun.State.DONE);
        assertThat(runs.newest(repository.id()).orElseThrow().id()).isEqualTo(run.id());
        assertThat(runs.newest(repository.id()).orElseThrow().counts().gone()).isEqualTo(preview.goes());
    }

    private static final class Slowest {

        private long nanos;

        <T> T time(Supplier<T> request) {
            long start = System.nanoTime();
            T answer = request.get();
            nanos = Math.max(nanos, System.nanoTime() - start);
            return answer;
        }

        Duration longest() {
            return Duration.ofNanos(nanos);
        }
    }

    private RetentionPreview preview() {
        return await().until(() -> previews.of(repository, policy()), Optional::isPresent)
                .orElseThrow();
    }

    private RetentionPolicy policy() {
        return policies.retention(repository).orElseThrow();
    }

    private void push(String tag) {
        byte[] bytes = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
                .formatted(INDEX)
                .getBytes(StandardCharsets.UTF_8);
        manifests.put(
                repository,
                new Actor(ada.id(), "test"),
                Manifest.parse(INDEX, bytes),
                Digest.sha256(bytes),
                List.of(new io.slipway.oci.Tag(tag)));
    }
}
