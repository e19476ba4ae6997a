package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class OverviewHttpTest extends AcmePages {

    private static final String WEB = "/r/acme/web";

    @Autowired
    private JdbcClient jdbc;

    @Override
    void prepare() throws Exception {
        Pusher pusher = pusher();
        pusher.push("acme/web", "1.0", "latest");
        pusher.push("acme/web", "1.1", "latest");
        pusher.push("acme/gone", "old");
        pusher.delete("acme/gone", "old");
    }

    @Test
    void showsCommandsOfTheToolThatWasChosenLast() throws Exception {
        assertThat(ada.get(WEB).body()).contains("docker pull " + ada.host() + "/acme/web:1.1");

        ada.submit("/", "/settings/appearance", Map.of("tool", "nerdctl", "by", "digest", "next", WEB));

        assertThat(ada.get(WEB).body())
                .contains("nerdctl --insecure-registry pull " + ada.host() + "/acme/web@sha256:", "nerdctl, by digest")
                .doesNotContain("docker pull");
        ada.submit("/", "/settings/appearance", Map.of("tool", "docker", "by", "tag"));
    }

    @Test
    void showsWhatHappenedLastAndByWhom() throws Exception {
        String page = ada.get(WEB).body();
        String activity = page.substring(page.indexOf("Latest activity"));

        assertThat(activity)
                .contains(">Moved<", ">Created<", "href=\"/r/acme/web/-/history?tag=latest\"", "href=\"/u/ada\"")
                .contains("href=\"/r/acme/web/-/history\"");
        assertThat(activity.split("history\\?tag=", -1)).hasSize(5);
    }

    @Test
    void showsWhatHappenedWhereNothingIsLeft() throws Exception {
        assertThat(ada.get("/r/acme/gone").body())
                .contains(">Deleted<", "docker push")
                .doesNotContain("Pulls and size");
    }

    @Test
    void drawsPullsAndSizeOfTheLastDays() throws Exception {
        jdbc.sql("""
                        INSERT INTO content.repository_usage (repository_id, hour, pulls, last_pull_at)
                        SELECT r.id, CAST(:day AS timestamp) AT TIME ZONE 'UTC', 1234, now()
                        FROM content.repository r WHERE r.name = 'acme/web'
                        ON CONFLICT DO NOTHING
                        """).param("day", LocalDate.now(ZoneOffset.UTC).minusDays(3)).update();

        assertThat(ada.get(WEB).body())
                .contains("Pulled 1,234 times.", ": 1,234</title>", "href=\"/r/acme/web/-/insights\"");
        assertThat(ada.get("/r/acme/web/-/insights").body())
                .contains("Size of versions", "href=\"/r/acme/web/-/tags/1.0\"")
                .contains("<title>1.1: ");
    }

    @Test
    void drawsNothingWhereNothingWasPulled() throws Exception {
        pusher().push("acme/still", "1.0");

        assertThat(ada.get("/r/acme/still").body())
                .contains("Not pulled in this time.")
                .doesNotContain("Pulls of each of the last 30 days");
        assertThat(ada.get("/r/acme/still/-/insights").body()).doesNotContain("Pulls of each day; the table");
    }

    @Test
    void tellsAnOpenPageOfTheFirstPush() throws Exception {
        ada.submit("/r/-/new", Map.of("namespace", "acme", "name", "first"));
        HttpResponse<String> empty = ada.get("/r/acme/first");
        String version = empty.headers().firstValue("ETag").orElseThrow();
        assertThat(empty.body()).contains("docker push", "data-live-tag=\"" + version.replace("\"", "&quot;") + "\"");

        ada.with("If-None-Match", version);
        assertThat(ada.get("/r/acme/first").statusCode()).isEqualTo(304);
        pusher().push("acme/first", "1.0");
        HttpResponse<String> pushed = ada.get("/r/acme/first");
        assertThat(pushed.statusCode()).isEqualTo(200);
        assertThat(pushed.body()).contains("docker pull " + ada.host() + "/acme/first:1.0", "data-live=\"page\"");
    }

    @Test
    @Tag("A2")
    void tellsStrangersNothing() throws Exception {
        for (Browser browser : new Browser[] {as("eve"), new Browser(port)}) {
            assertThat(browser.get(WEB).statusCode()).isEqualTo(404);
            assertThat(browser.get(WEB).body()).doesNotContain("latest", "ada", "Pulls");
        }
    }
}
