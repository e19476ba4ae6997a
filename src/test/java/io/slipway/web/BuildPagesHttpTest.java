package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.BuildRows;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ada may push to acme/web, bob reads it, eve sees nothing of it.
@SlipwayTest
class BuildPagesHttpTest extends AcmeBuilds {

    private static final String BUILDS = "/r/acme/web/-/builds";

    @Override
    void prepare() throws Exception {
        pusher().push(WEB, "1.0");
        pusher().push("acme/empty", "1.0");
        pusher().push("acme/open", "1.0");
        ada.submit("/r/acme/open/-/settings", Map.of("description", "", "visibility", "public"));
    }

    @Test
    void listsBuildsForWhoeverSeesTheRepository() throws Exception {
        int waiting = rows().build(WEB, "QUEUED");
        int failed = rows().build(WEB, "FAILED");

        String page = as("bob").get(BUILDS).body();
        assertThat(page)
                .contains("href=\"" + BUILDS + "/" + failed + "\"", "Failed", "Queued", "in the queue")
                .contains("https://github.com/acme/web/commit/" + BuildRows.COMMIT, ">1234567<")
                .contains("Mend &lt;b&gt;it&lt;/b&gt;")
                .doesNotContain("badge.svg");
        assertThat(page.indexOf("#" + failed)).isLessThan(page.indexOf("#" + waiting));
        assertThat(as("eve").get(BUILDS).statusCode()).isEqualTo(404);
        assertThat(ada.get("/r/acme/empty/-/builds").body()).contains("Nothing was built here yet.");
        assertThat(ada.get("/r/acme/web/-/tags").body()).contains("href=\"" + BUILDS + "\"");
    }

    @Test
    void countsInTheTabWhatIsNotOver() throws Exception {
        pusher().push("acme/counted", "1.0");
        assertThat(ada.get("/r/acme/counted").body()).doesNotContain("waiting)");
        rows().build("acme/counted", "SUCCEEDED");
        rows().build("acme/counted", "QUEUED");
        rows().build("acme/counted", "QUEUED");
        rows().build("acme/counted", "TESTING");

        assertThat(as("bob").get("/r/acme/counted/-/tags").body())
                .contains(">3</span><span class=\"sr-only\">(1 running, 2 waiting)</span>");
    }

    @Test
    void turnsPages() throws Exception {
        for (int i = 0; i < 31; i++) {
            rows().build("acme/empty", "SUCCEEDED");
        }
        String page = ada.get("/r/acme/empty/-/builds").body();
        assertThat(page).contains("/r/acme/empty/-/builds?before=2");
        assertThat(ada.get("/r/acme/empty/-/builds?before=2").body())
                .contains("/builds/1\"")
                .doesNotContain("/builds/2\"");
        assertThat(ada.get("/r/acme/empty/-/builds?before=x").statusCode()).isEqualTo(404);
        jdbc.sql("DELETE FROM builds.build WHERE repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = 'acme/empty')")
                .update();
    }

    @Test
    void answersAnOpenPageOnlyWhenSomethingIsNew() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        String page = BUILDS + "/" + number;
        String tag = ada.get(page).headers().firstValue("ETag").orElseThrow();

        Browser again = as("ada").with("If-None-Match", tag);
        assertThat(again.get(page).statusCode()).isEqualTo(304);
        rows().set(WEB, number, "reason", "LOST");
        assertThat(again.get(page).statusCode()).isEqualTo(200);
    }

    @Test
    void showsHowItIsMadeAndWhyItFailedToThoseWhoMayPush() throws Exception {
        int number = rows().build(WEB, "FAILED");
        rows().set(WEB, number, "reason", "LOG_LIMIT");
        rows().set(WEB, number, "detail", "more than <10 MB>");

        assertThat(ada.get(BUILDS + "/" + number).body())
                .contains("Its log grew longer", "more than &lt;10 MB&gt;", "build/Dockerfile", "VERSION", "1.2")
                .contains("data-log=\"" + BUILDS + "/" + number + "/log\"", "Build again");
        assertThat(as("bob").get(BUILDS + "/" + number).body())
                .contains("Its log grew longer")
                .doesNotContain("10 MB", "VERSION", "data-log=", "Build again");
        assertThat(ada.get(BUILDS + "/999999").statusCode()).isEqualTo(404);
        assertThat(ada.get(BUILDS + "/x").statusCode()).isEqualTo(404);
    }

    @Test
    void saysOnceWhyItFailedAndLeadsToTheStepInTheLog() throws Exception {
        int number = rows().build(WEB, "FAILED");
        rows().set(WEB, number, "reason", "STEP");
        rows().set(WEB, number, "detail", "a step of the Dockerfile failed");
        String page = BUILDS + "/" + number;
        assertThat(ada.get(page).body()).doesNotContain("/log#L");

        rows().log(WEB, number, "==> Build Dockerfile\nSTEP 1/2: FROM a\n\u001b[1m[1/2] STEP 2/2: RUN <b>false");
        rows().log(WEB, number, "echo STEP 9/9\nError: building at STEP \"RUN false\"");
        rows().log(WEB, number, "==> Not done: a step of the Dockerfile failed");
        String shown = ada.get(page).body();
        assertThat(shown).contains("href=\"" + page + "/log#L3\"", ">[1/2] STEP 2/2: RUN &lt;b&gt;false<");
        assertThat(shown.toLowerCase(Locale.ROOT).split("step of the dockerfile failed", -1))
                .hasSize(2);
        assertThat(ada.get(page + "/log").body()).contains("id=\"L3\"");
        assertThat(as("bob").get(page).body())
                .contains("A step of the Dockerfile failed.")
                .doesNotContain("/log#L", "RUN");

        int lost = rows().build(WEB, "FAILED");
        rows().log(WEB, lost, "==> Clone x\nfatal: no\n==> Not done: git could not fetch");
        assertThat(ada.get(BUILDS + "/" + lost).body()).contains("/log#L1\"", ">Clone x<");
    }

    @Test
    void showsHowLongEachPartTook() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        jdbc.sql("""
                        UPDATE builds.build SET finished_at = now(), queued_at = now() - interval '100 seconds',
                            started_at = now() - interval '90 seconds', cloned_at = now() - interval '80 seconds',
                            built_at = now() - interval '20 seconds', tested_at = now() - interval '5 seconds'
                        WHERE number = ? AND repository_id =
                            (SELECT id FROM content.repository WHERE name = 'acme/web')
                        """).param(number).update();
        String page = as("bob").get(BUILDS + "/" + number).body();
        assertThat(page)
                .contains(">10 sec<", ">1 min<", ">15 sec<", ">5 sec<")
                .contains("x=\"200\" width=\"600\"", "x=\"800\" width=\"150\"", "x=\"950\" width=\"50\"")
                .contains(">Queue<", ">Clone<", ">Test<", ">Push<");

        int failed = rows().build(WEB, "FAILED");
        rows().set(WEB, failed, "cloned_at", OffsetDateTime.now(ZoneOffset.UTC));
        String shown = ada.get(BUILDS + "/" + failed).body();
        assertThat(shown.substring(shown.indexOf("build-steps")))
                .contains("<li class=\"failed\"", "<li class=\"ahead\"", "ended here", "not begun")
                .doesNotContain(">Test<");
        String running = ada.get(BUILDS + "/" + rows().build(WEB, "CLONING")).body();
        assertThat(running).contains("<li class=\"now\" aria-current=\"step\"");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, The image is pushed.",
        "FAILED, The build failed.",
        "CANCELLED, Cancelled by ada.",
        "TIMED_OUT, It took longer than a build may.",
        "SUPERSEDED, A newer push"
    })
    void saysHowEachOneEnded(String state, String sentence) throws Exception {
        int number = rows().build(WEB, state);
        if (state.equals("CANCELLED")) {
            rows().set(WEB, number, "cancelled_by", id("ada"));
        }
        assertThat(as("bob").get(BUILDS + "/" + number).body()).contains(sentence);
    }

    @Test
    void cancelsAndRepeats() throws Exception {
        int number = rows().build(WEB, "QUEUED");
        String page = BUILDS + "/" + number;

        assertThat(submit(as("bob"), "/", page + "/cancel", Map.of()).statusCode())
                .isEqualTo(404);
        HttpResponse<String> cancelled = submit(ada, page, page + "/cancel", Map.of());
        assertThat(Browser.location(cancelled)).isEqualTo(page + "?done=build-cancelled");
        assertThat(ada.get(Browser.location(cancelled)).body()).contains("Cancelled by ada.");
        HttpResponse<String> over = submit(ada, page, page + "/cancel", Map.of());
        assertThat(over.statusCode()).isEqualTo(409);
        assertThat(over.body()).contains("This was not possible");

        HttpResponse<String> again = submit(ada, page, page + "/retry", Map.of("cache", "no"));
        assertThat(Browser.location(again)).isEqualTo(BUILDS + "/" + (number + 1) + "?done=build-queued");
        assertThat(ada.get(Browser.location(again)).body()).contains("The build is in the queue.", "built again, ada");
        assertThat(submit(ada, page, page + "/other", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void showsFromWhatTaggedImagesWereBuilt() throws Exception {
        String tags = ada.get("/r/acme/web/-/tags").body();
        String digest = tags.substring(tags.indexOf("sha256:"), tags.indexOf("sha256:") + 71);
        int number = rows().build(WEB, "SUCCEEDED");
        rows().made(WEB, number, digest);

        assertThat(as("bob").get("/r/acme/web/-/tags").body()).contains("Built from 1234567 by build " + number);
        assertThat(as("bob").get("/r/acme/web/-/tags/1.0").body())
                .contains("https://github.com/acme/web.git", "build/Dockerfile", "Ada", BUILDS + "/" + number);
        assertThat(ada.get(BUILDS + "/" + number).body()).contains("/r/acme/web/-/manifests/" + digest);
    }

    @Test
    void remindsOfWhatFailedWhereTheReaderMayPush() throws Exception {
        int number = rows().build(WEB, "FAILED");

        assertThat(ada.get("/").body()).contains(BUILDS + "/" + number);
        assertThat(as("bob").get("/").body()).doesNotContain(BUILDS);
    }

    @Test
    void paintsBadgesForWhoeverMaySeeThem() throws Exception {
        rows().build("acme/open", "SUCCEEDED");
        rows().build("acme/open", "QUEUED");
        Browser nobody = new Browser(port);

        HttpResponse<String> badge = nobody.get("/r/acme/open/-/builds/badge.svg");
        assertThat(badge.body()).startsWith("<svg").contains("passing").doesNotContain("<script", "style=");
        assertThat(badge.headers().firstValue("Content-Type")).hasValue("image/svg+xml;charset=UTF-8");
        rows().build("acme/open", "BUILDING");
        assertThat(nobody.get("/r/acme/open/-/builds/badge.svg").body()).contains("building");
        assertThat(nobody.get("/r/acme/open/-/builds/badge.svg?branch=other").body())
                .contains("none");
        String tag = badge.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"badge-passing\"");

        for (String path : List.of(BUILDS, "/r/acme/missing/-/builds")) {
            HttpResponse<String> hidden = nobody.get(path + "/badge.svg?token=" + "0".repeat(32));
            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(hidden.body()).contains("unknown");
        }
        String page = ada.get(BUILDS).body();
        int start = page.indexOf("badge.svg?token=");
        String token = page.substring(start, start + 16 + 32);
        rows().build(WEB, "FAILED");
        assertThat(nobody.get(BUILDS + "/" + token).body()).contains("failing");
        assertThat(nobody.get("/r/acme/empty/-/builds/" + token).statusCode()).isEqualTo(404);
    }
}
