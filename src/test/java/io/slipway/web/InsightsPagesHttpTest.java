package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class InsightsPagesHttpTest extends AcmePages {

    private static final String PAGE = "/-/insights";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void measuresEachBlobOnceAndSaysWhatIsShared() throws Exception {
        Pusher pusher = pusher();
        pusher.push("acme/sized", "1", "latest");
        long size = awaitSize("acme/sized");
        pusher.push("acme/sized", "2");
        awaitLast("acme/sized", "," + 2 * size + ",0");

        pusher.copy("acme/sized", "1", "acme/copy");
        awaitLast("acme/copy", "," + size + "," + size);
        // what a repository shares changes without a push to it: it is measured with its own next one
        pusher.delete("acme/sized", "2");
        awaitLast("acme/sized", "," + size + "," + size);

        String page = ada.get("/r/acme/sized" + PAGE).body();
        assertThat(page).contains("Shared with other repositories", size + " B", "<svg");
    }

    @Test
    void countsPullsOfEachDay() throws Exception {
        pusher().push("acme/pulled", "1");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        jdbc.sql("""
                        INSERT INTO content.repository_usage (repository_id, hour, pulls, last_pull_at)
                        SELECT r.id, CAST(:day AS timestamp) AT TIME ZONE 'UTC' + at * INTERVAL '1 hour', 1000, now()
                        FROM content.repository r, unnest(ARRAY[0, 23]) at WHERE r.name = 'acme/pulled'
                        """).param("day", today.minusDays(3)).update();

        List<String> days = csv("acme/pulled", "30");
        assertThat(days).hasSize(31).contains(today.minusDays(3) + ",2000,,");
        assertThat(days.getFirst()).isEqualTo("day,pulls,bytes,shared_bytes");
        assertThat(days.getLast()).startsWith(today + ",0,");
        assertThat(csv("acme/pulled", "365")).hasSize(366);
        assertThat(ada.get("/r/acme/pulled" + PAGE).body()).contains("Pulled 2,000 times.");
        // anything else is the usual time
        assertThat(csv("acme/pulled", "-1")).hasSize(31);
    }

    @Test
    void keepsTheSizeOfDaysWithoutAChange() throws Exception {
        pusher().push("acme/kept", "1");
        awaitSize("acme/kept");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        jdbc.sql("""
                        INSERT INTO content.repository_size_day (repository_id, day, bytes, shared)
                        SELECT id, CAST(:day AS date), 7, 3 FROM content.repository WHERE name = 'acme/kept'
                        """).param("day", today.minusDays(60)).update();

        List<String> days = csv("acme/kept", "30");
        assertThat(days.get(1)).endsWith(",0,7,3");
        assertThat(days.get(29)).endsWith(",0,7,3");
        List<String> more = csv("acme/kept", "90");
        assertThat(more.get(1)).endsWith(",0,,");
        assertThat(more).contains(today.minusDays(60) + ",0,7,3");
    }

    @Test
    @Tag("A2")
    void isThereForWhoeverMaySeeTheRepository() throws Exception {
        pusher().push("acme/seen", "1");
        for (String part : List.of(PAGE, PAGE + ".csv")) {
            assertThat(as("eve").get("/r/acme/seen" + part).statusCode()).isEqualTo(404);
            assertThat(as("tom").get("/r/acme/seen" + part).statusCode()).isEqualTo(404);
            assertThat(new Browser(port).get("/r/acme/seen" + part).statusCode())
                    .isEqualTo(404);
        }
        grant("eve", "acme/seen", "read");
        assertThat(as("eve").get("/r/acme/seen" + PAGE).statusCode()).isEqualTo(200);
    }

    private long awaitSize(String repository) {
        String last = await().atMost(Duration.ofSeconds(30))
                .until(() -> csv(repository, "30").getLast(), it -> !it.endsWith(",,"));
        return Long.parseLong(last.split(",")[2]);
    }

    private void awaitLast(String repository, String ending) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(csv(repository, "30").getLast()).endsWith(ending));
    }

    private List<String> csv(String repository, String days) throws Exception {
        HttpResponse<String> file = ada.get("/r/" + repository + PAGE + ".csv?days=" + days);
        assertThat(file.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"insights.csv\"");
        return file.body().lines().toList();
    }
}
