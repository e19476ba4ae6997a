package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// In `ada/web`, `latest` moved on the 1st, 3rd and 5th of May and was deleted on the 7th; `other` has 60 events.
@SlipwayTest
class HistoryHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String PAGE = "/r/ada/web/-/history";
    private static final String HOSTILE = "<script>alert(1)</script>";
    private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    @Autowired
    private Users users;

    @Autowired
    private Repositories repositories;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Browser ada;

    @BeforeEach
    void push() throws Exception {
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
            users.create(NewUser.person("eve", PASSWORD));
            new Pusher(port, "ada", PASSWORD).push("ada/web", "pushed");
            event("latest", "CREATE", "aa", "", "2026-05-01T10:00:00Z");
            event("latest", "MOVE", "bb", "aa", "2026-05-03T23:59:59Z");
            event("latest", "MOVE", "cc", "bb", "2026-05-05T00:00:00Z");
            event("latest", "DELETE", "", "cc", "2026-05-07T10:00:00Z");
            for (int i = 0; i < 60; i++) {
                event("other", "MOVE", "dd", "dd", "2025-01-01T00:00:00Z");
            }
        }
        ada = new Browser(port);
        ada.signIn("ada", PASSWORD);
    }

    @Test
    void tellsWhatATagNamedAndSince() throws Exception {
        String page = ada.get(PAGE + "?tag=latest").body();

        assertThat(page)
                .containsSubsequence("Deleted", "before: cccccccccccc", "Moved", "cccccccccccc", "before: bbbbbbbbbbbb")
                .containsSubsequence("before: aaaaaaaaaaaa", "Created", "aaaaaaaaaaaa")
                .contains("href=\"/u/ada\"")
                .doesNotContain("dddddddddddd", ">pushed<");
        assertThat(ada.get(PAGE).body()).contains(">pushed<", "Created").doesNotContain("latest was");
    }

    @Test
    void leadsToImagesThatAreStillHere() throws Exception {
        String page = ada.get(PAGE + "?tag=pushed").body();
        Matcher link = Pattern.compile("href=\"(/r/ada/web/-/manifests/sha256:[0-9a-f]{64})\"")
                .matcher(page);

        assertThat(link.find()).isTrue();
        assertThat(ada.get(link.group(1)).statusCode()).isEqualTo(200);
        assertThat(ada.get(PAGE + "?tag=pushed&on=2999-01-01").body()).contains("Look at this image");
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-05-03").body())
                .doesNotContain("/-/manifests/", "Look at this image");
    }

    @Test
    void saysWhatATagWasOnADay() throws Exception {
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-05-03").body())
                .contains("At the end of May 3, 2026 (UTC), latest was bbbbbbbbbbbb.", "value=\"2026-05-03\"")
                .doesNotContain("cccccccccccc");
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-05-04").body()).contains("latest was bbbbbbbbbbbb.");
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-05-05").body()).contains("latest was cccccccccccc.");
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-04-30").body()).contains("there was no tag latest.");
        assertThat(ada.get(PAGE + "?tag=latest&on=2026-05-08").body()).contains("there was no tag latest.");
    }

    @Test
    void leavesOutTagsThatTieSignaturesToImages() throws Exception {
        String signature = "sha256-" + "0123456789abcdef".repeat(4) + ".sig";
        new Pusher(port, "ada", PASSWORD).push("ada/signed", "1.0", signature);
        String page = "/r/ada/signed/-/history";

        assertThat(ada.get(page).body())
                .contains(">1.0<", "are left out", page + "?attachments=shown")
                .doesNotContain(signature);
        assertThat(ada.get(page + "?attachments=shown").body())
                .contains(">1.0<", ">" + signature + "<", "Leave them out");
        assertThat(ada.get(page + "?tag=" + signature).body())
                .contains(">" + signature + "<")
                .doesNotContain("left out");
        assertThat(ada.get(PAGE).body()).doesNotContain("attachments");
    }

    @Test
    void goesBackPageByPage() throws Exception {
        String first = ada.get(PAGE + "?tag=other").body();
        Matcher next = NEXT.matcher(first);
        assertThat(next.find()).isTrue();
        String second = ada.get(next.group(1).replace("&amp;", "&")).body();

        assertThat(count(first)).isEqualTo(50);
        assertThat(count(second)).isEqualTo(10);
        assertThat(second).contains("To the start").doesNotContain("rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-13-01", "0001-01-01", "99999-01-01", "+999999999-12-31"})
    void asksAgainForWhatIsNoDay(String day) throws Exception {
        HttpResponse<String> answer =
                ada.get(PAGE + "?tag=latest&on=" + URLEncoder.encode(day, StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("A day looks like 2026-05-03.");
    }

    @Test
    @Tag("C14")
    @Tag("G1")
    void showsWhatOthersWroteAsText() throws Exception {
        event("hostile", "CREATE", "ee", "", "2026-05-01T10:00:00Z");
        jdbc.sql("UPDATE content.tag_event SET client = ? WHERE name = 'hostile'")
                .param(HOSTILE)
                .update();

        String page = ada.get(PAGE + "?tag=hostile").body();
        String asked = ada.get(PAGE + "?on=2026-05-01&tag=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8))
                .body();

        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain(HOSTILE);
        assertThat(asked).contains("&lt;script&gt;alert(1)").doesNotContain(HOSTILE);
    }

    @Test
    @Tag("A2")
    void isForReadersAndNamesClientsToPushersOnly() throws Exception {
        Browser eve = new Browser(port);
        eve.signIn("eve", PASSWORD);
        assertThat(eve.get(PAGE).statusCode()).isEqualTo(404);

        repositories.setVisibility(
                repositories.find(new RepositoryName("ada/web")).orElseThrow().forWriting(), Visibility.PUBLIC);
        try {
            assertThat(ada.get(PAGE + "?tag=latest").body()).contains("docker/29");
            for (Browser reader : List.of(eve, new Browser(port))) {
                assertThat(reader.get(PAGE + "?tag=latest").body())
                        .contains("bbbbbbbbbbbb")
                        .doesNotContain("docker/29");
            }
        } finally {
            repositories.setVisibility(
                    repositories
                            .find(new RepositoryName("ada/web"))
                            .orElseThrow()
                            .forWriting(),
                    Visibility.PRIVATE);
        }
    }

    private static int count(String page) {
        return page.split(">other</a>", -1).length - 1;
    }

    private void event(String tag, String kind, String digest, String previous, String at) {
        jdbc.sql("""
                INSERT INTO content.tag_event (repository_id, name, kind, digest, previous, at, by, client)
                SELECT r.id, :name, :kind, decode(NULLIF(repeat(:digest, 33), ''), 'hex'),
                    decode(NULLIF(repeat(:previous, 33), ''), 'hex'), CAST(:at AS timestamptz), r.created_by, 'docker/29'
                FROM content.repository r WHERE r.name = 'ada/web'
                """)
                .param("name", tag)
                .param("kind", kind)
                .param("digest", digest)
                .param("previous", previous)
                .param("at", at)
                .update();
        jdbc.sql("UPDATE content.tag_event SET digest = set_byte(digest, 0, 1), previous = set_byte(previous, 0, 1)")
                .update();
    }
}
