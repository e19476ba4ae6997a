package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Actor;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.Repository;
import io.slipway.content.TagFilter;
import io.slipway.content.TagQuery;
import io.slipway.content.TagSort;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.content.Trash;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Tags whose time is over go, and nothing else does.
class TagExpiryHttpTest extends ProtocolHttpBase {

    private static final byte[] LAYER = "layer".getBytes(UTF_8);

    @Autowired
    Tags tags;

    @Autowired
    Trash trash;

    @Autowired
    Policies policies;

    @Test
    void followsTheLabelOfAnImage() {
        pushLabelled("{\"quay.expires-after\":\"2h\"}", "v1");
        pushLabelled("{\"quay.expires-after\":\"2h\",\"slipway.expires-after\":\"3w\"}", "v2");
        pushLabelled("{\"quay.expires-after\":\"soon\"}", "v3");

        await().untilAsserted(() -> {
            assertThat(left("v1"))
                    .hasValueSatisfying(
                            it -> assertThat(it).isBetween(Duration.ofMinutes(118), Duration.ofMinutes(121)));
            assertThat(left("v2"))
                    .hasValueSatisfying(it -> assertThat(it).isBetween(Duration.ofDays(20), Duration.ofDays(22)));
        });
        assertThat(left("v3")).isEmpty();
    }

    @Test
    void startsAgainWithEachPushUnlessSomebodySaidOtherwise() {
        ManifestBuilder image = pushLabelled("{\"slipway.expires-after\":\"2h\"}", "v1");
        await().until(() -> left("v1").isPresent());
        repository.put("v2", image);
        assertThat(left("v2")).as("read before").isPresent();

        set("v1", "now() + interval '1 day'");
        repository.put("v1", image);
        assertThat(left("v1").orElseThrow()).isGreaterThan(Duration.ofHours(23));

        repository.pushImage("v1", LAYER);
        assertThat(left("v1")).as("another image").isEmpty();
    }

    @Test
    void letsTagsGoAndBringsThemBack() {
        ManifestBuilder image = repository.pushImage("old", LAYER);
        repository.put("kept", image);

        set("old", "now() - interval '1 second'");

        await().until(() -> repository.client().get(repository.manifest("old")).status() == 404);
        assertThat(repository.client().get(repository.manifest("kept")).status())
                .isEqualTo(200);
        assertThat(jdbc.sql(
                                "SELECT kind FROM content.tag_event WHERE repository_id = ? AND name = 'old' ORDER BY id DESC LIMIT 1")
                        .param(repositoryId(repository))
                        .query(String.class)
                        .single())
                .isEqualTo("EXPIRE");

        Digest digest = ManifestBuilder.digest(image.bytes());
        trash.restore(managed(), new Actor(user(ownerName, false).id(), "test"), new Tag("old"), digest);
        assertThat(repository.client().get(repository.manifest("old")).status()).isEqualTo(200);
    }

    @Test
    void keepsLockedAndImmutableTags() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        repository.put("v2", image);
        repository.put("w1", image);
        repository.put("locked", image);
        policies.change(
                managed(),
                _ -> new PolicyDocument(
                                List.of(
                                        new PolicyDocument.Rule("immutable", List.of("v*"), null, null, null),
                                        new PolicyDocument.Rule("immutable", List.of("w*"), null, null, true)),
                                null)
                        .toPolicy());
        jdbc.sql("UPDATE content.tag SET locked = true WHERE repository_id = ? AND name = 'locked'")
                .param(repositoryId(repository))
                .update();

        for (String tag : List.of("v1", "locked", "w1")) {
            set(tag, "now() - interval '1 second'");
        }

        await().until(() -> repository.client().get(repository.manifest("w1")).status() == 404);
        await().until(() -> jdbc.sql("SELECT count(*) FROM content.tag WHERE repository_id = ? AND held_until > now()")
                        .param(repositoryId(repository))
                        .query(Long.class)
                        .single()
                == 2);
        assertThat(repository.client().get(repository.manifest("v1")).status()).isEqualTo(200);
        assertThat(repository.client().get(repository.manifest("locked")).status())
                .isEqualTo(200);
    }

    private ManifestBuilder pushLabelled(String labels, String tag) {
        byte[] config = ("{\"os\":\"linux\",\"architecture\":\"amd64\",\"config\":{\"Labels\":" + labels + "}}")
                .getBytes(UTF_8);
        repository.push(config);
        repository.push(LAYER);
        ManifestBuilder image = ManifestBuilder.aManifest().withConfig(config).withLayer(LAYER);
        assertStatus(repository.put(tag, image), 201);
        return image;
    }

    private void set(String tag, String time) {
        jdbc.sql("UPDATE content.tag SET expires_at = " + time
                        + ", expiry_by_hand = true, held_until = NULL WHERE repository_id = ? AND name = ?")
                .params(repositoryId(repository), tag)
                .update();
    }

    private Optional<Duration> left(String tag) {
        TagQuery query = new TagQuery(TagSort.NAME, TagFilter.images(), Optional.empty(), 100);
        return tags.list(managed(), query).items().stream()
                .filter(it -> it.name().equals(tag))
                .map(TagSummary::hold)
                .findFirst()
                .flatMap(TagSummary.Hold::expiresAt)
                .map(at -> Duration.between(Instant.now(), at));
    }

    private Repository managed() {
        return repositories
                .find(new RepositoryName(repository.name()))
                .orElseThrow()
                .forWriting();
    }
}
