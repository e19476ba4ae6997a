package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.oci.Manifest;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
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
    Pulls pulls;

    @Autowired
    VersionKeys keys;

    @Autowired
    JdbcClient jdbc;

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

    private List<TagSummary> list(TagSort sort) {
        return tags.list(repository, new TagQuery(sort, "", true, Optional.empty(), 10))
                .items();
    }

    private List<String> keys() {
        return jdbc.sql("SELECT version_key FROM content.tag ORDER BY name")
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return jdbc.sql("SELECT sum(pulls) FROM content." + table)
                .query(Long.class)
                .single();
    }
}
