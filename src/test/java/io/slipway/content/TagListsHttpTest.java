package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.oci.Manifest;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class TagListsHttpTest {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    Manifests manifests;

    @Autowired
    Tags tags;

    @Autowired
    Deletions deletions;

    @Autowired
    Pulls pulls;

    @Autowired
    VersionKeys keys;

    @Autowired
    JdbcClient jdbc;

    private String here = "web";
    private Repository repository;

    @BeforeEach
    void push() {
        RepositoryName name = new RepositoryName("ada/web");
        if (users.find("ada").isEmpty()) {
            User ada = users.create(NewUser.person("ada", "a wide and windy harbour"));
            Repository made =
                    repositories.create(name, ada.namespaceId(), ada.id()).forWriting();
            byte[] index = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
                    .formatted(INDEX)
                    .getBytes(StandardCharsets.UTF_8);
            Manifest manifest = Manifest.parse(INDEX, index);
            List<Tag> names = Stream.of("1.9", "1.10", "latest").map(Tag::new).toList();
            manifests.put(made, new Actor(ada.id(), "test"), manifest, Digest.sha256(index), names);
        }
        repository = repositories.find(name).orElseThrow().forWriting();
    }

    @Test
    void keepsTheKeyOfTheVersionWithTheTag() {
        assertThat(keys()).containsExactly(VersionKey.of("1.10"), VersionKey.of("1.9"), VersionKey.of("latest"));
    }

    @Test
    void givesKeysToTagsWithoutOne() {
        jdbc.sql("UPDATE content.tag SET version_key = ''").update();

        keys.fill();

        assertThat(list(TagSort.VERSION)).extracting(TagSummary::name).containsExactly("1.10", "1.9", "latest");
    }

    @Test
    void saysWhenATagWasPulledLast() {
        manifests.pull(repository, new Tag("1.9"));
        manifests.pull(repository, new Tag("1.9"));
        manifests.head(repository, new Tag("1.10"));
        pulls.flush();

        assertThat(list(TagSort.NAME))
                .filteredOn(tag -> tag.lastPulledAt().isPresent())
                .extracting(TagSummary::name)
                .containsExactly("1.9");
        assertThat(count("tag_usage")).isEqualTo(2);
        assertThat(count("repository_usage")).isEqualTo(2);
    }

    @Test
    void goesByTheLastPullAndThenByName() {
        put("by-pull", "latest", "other", "1.9", "1.10");
        here = "by-pull";
        pulledAgo("latest", 3);
        pulledAgo("1.9", 2);
        manifests.pull(repository(), new Tag("latest"));
        pulls.flush();

        assertThat(turned(TagSort.PULLED)).containsExactly("latest", "1.9", "1.10", "other");
    }

    @Test
    void keepsTheLastPullWhenATagMovesAndForgetsItWithTheTag() {
        here = "forgotten";
        put(here, "latest", "stable");
        manifests.pull(repository(), new Tag("latest"));
        manifests.pull(repository(), new Tag("stable"));
        pulls.flush();
        Actor actor = new Actor(users.find("ada").orElseThrow().id(), "test");

        manifests.put(repository(), actor, index("moved"), digest(index("moved")), List.of(new Tag("stable")));
        deletions.delete(repository(), actor, new Tag("latest"));
        // counted on another replica, and written after the tag is gone
        manifests.pull(repository(), new Tag("stable"));
        pulls.count(repository().id(), Optional.of(new Tag("latest")));
        pulls.flush();
        manifests.put(repository(), actor, index("anew"), digest(index("anew")), List.of(new Tag("latest")));

        assertThat(list(TagSort.PULLED))
                .extracting(TagSummary::name, it -> it.lastPulledAt().isPresent())
                .containsExactly(tuple("stable", true), tuple("latest", false));
    }

    @Test
    void goesBySizeWithAnIndexAsLargeAsAllThatItNames() {
        here = "sizes";
        put(here, "small");
        Manifest child = index("a child that says so much that it is larger than the others " + "x".repeat(500));
        Manifest parent = Manifest.parse(INDEX, """
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d}]}""".formatted(INDEX, INDEX, digest(child), child.bytes().length)
                .getBytes(StandardCharsets.UTF_8));
        Actor actor = new Actor(users.find("ada").orElseThrow().id(), "test");
        List<Tag> names = List.of(new Tag("parent"), new Tag("also"));
        manifests.put(repository(), actor, parent, digest(parent), names);
        long alone = parent.bytes().length;
        assertThat(size("parent")).isEqualTo(alone);

        // it was pushed too late to be counted at once
        manifests.put(repository(), actor, child, digest(child), List.of());
        await().until(() -> size("parent") == alone + child.bytes().length);
        Manifest middle = index("m".repeat(300));
        manifests.put(repository(), actor, middle, digest(middle), List.of(new Tag("middle")));

        assertThat(turned(TagSort.SIZE)).containsExactly("also", "parent", "middle", "small");
        deletions.delete(repository(), actor, new Tag("middle"));
        assertThat(turned(TagSort.SIZE)).containsExactly("also", "parent", "small");
        manifests.put(repository(), actor, middle, digest(middle), List.of(new Tag("again")));
        assertThat(turned(TagSort.SIZE)).containsExactly("also", "parent", "again", "small");
    }

    private long size(String tag) {
        return list(TagSort.NAME).stream()
                .filter(it -> it.name().equals(tag))
                .findFirst()
                .orElseThrow()
                .size();
    }

    /// All names, read one at a time to the end; the way back is the same.
    private List<String> turned(TagSort sort) {
        List<String> there = new ArrayList<>();
        Optional<TagPosition> last = Optional.empty();
        TagPage page;
        do {
            assertThat(there).hasSizeLessThan(10);
            page = tags.list(repository(), new TagQuery(sort, TagFilter.all(), place(last, false), 1));
            TagSummary tag = page.items().getFirst();
            there.add(tag.name());
            last = Optional.of(TagPosition.of(sort, tag)).flatMap(it -> TagPosition.parse(sort, it.text(sort)));
        } while (page.after());
        List<String> back = new ArrayList<>(List.of(there.getLast()));
        do {
            assertThat(back).hasSizeLessThan(10);
            page = tags.list(repository(), new TagQuery(sort, TagFilter.all(), place(last, true), 1));
            page.items().forEach(tag -> back.add(tag.name()));
            last = page.items().stream().findFirst().map(tag -> TagPosition.of(sort, tag));
        } while (page.before());
        assertThat(back.reversed()).isEqualTo(there);
        return there;
    }

    private static Optional<TagQuery.Place> place(Optional<TagPosition> position, boolean backwards) {
        return position.map(it -> new TagQuery.Place(it, backwards));
    }

    private void put(String name, String... tagged) {
        User ada = users.find("ada").orElseThrow();
        Repository made = repositories
                .create(new RepositoryName("ada/" + name), ada.namespaceId(), ada.id())
                .forWriting();
        List<Tag> names = Stream.of(tagged).map(Tag::new).toList();
        manifests.put(made, new Actor(ada.id(), "test"), index(name), digest(index(name)), names);
    }

    private static Manifest index(String said) {
        return Manifest.parse(
                INDEX,
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"annotations\":{\"said\":\"%s\"}}"
                        .formatted(INDEX, said)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Digest digest(Manifest manifest) {
        return Digest.sha256(manifest.bytes());
    }

    private void pulledAgo(String tag, int days) {
        pulls.count(repository().id(), Optional.of(new Tag(tag)));
        pulls.flush();
        jdbc.sql("UPDATE content.tag_pull SET last_pull_at = now() - make_interval(days => ?) WHERE name = ?")
                .params(days, tag)
                .update();
    }

    private Repository repository() {
        return repositories
                .find(new RepositoryName("ada/" + here))
                .orElseThrow()
                .forWriting();
    }

    private List<TagSummary> list(TagSort sort) {
        return tags.list(repository(), new TagQuery(sort, TagFilter.all(), Optional.empty(), 10))
                .items();
    }

    private List<String> keys() {
        return jdbc.sql("SELECT version_key FROM content.tag WHERE repository_id = ? ORDER BY name")
                .param(repository.id())
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return jdbc.sql("SELECT sum(pulls) FROM content." + table + " WHERE repository_id = ?")
                .param(repository.id())
                .query(Long.class)
                .single();
    }
}
