package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rules for tags in a browser; each test has a repository of its own.
@SlipwayTest
class RulesPagesHttpTest extends AdaPages {

    @BeforeEach
    void push() throws Exception {
        pusher.push(name, "1.0");
        pusher.push(name, "1.1");
        pusher.push(name, "1.2", "latest");
    }

    @Test
    void savesRulesAndShowsThemAgain() throws Exception {
        HttpResponse<String> saved = ada.submit(
                page + "rules",
                page + "rules",
                Map.of(
                        "rule-0-kind", "immutable-expires",
                        "rule-0-patterns", " v*.*  re:\\d{1,3}",
                        "rule-0-exceptions", "v*-rc*",
                        "rule-1-kind", "protected-maintain",
                        "rule-1-patterns", "latest",
                        "own", "yes",
                        "every", "weekly",
                        "keep-0-scope", "*",
                        "keep-0-pushed", "10",
                        "keep-0-younger", "30d"));
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(Browser.location(saved)).isEqualTo(page + "rules?done=saved");

        String shown = ada.get(page + "rules").body();
        assertThat(shown)
                .contains("value=\"v*.* re:\\d{1,3}\"", "value=\"v*-rc*\"", "name=\"rule-2-patterns\"")
                .contains("name=\"keep-0-pushed\" value=\"10\"", "name=\"keep-1-scope\"")
                .doesNotContain("rule-3-", "keep-2-");
        assertThat(shown).containsPattern("value=\"weekly\" selected");
        assertThat(shown).containsPattern("value=\"immutable-expires\" selected");
    }

    @Test
    void showsWhatIsWrongBesideItsField() throws Exception {
        HttpResponse<String> refused = ada.submit(
                page + "rules", page + "rules", Map.of("rule-3-patterns", "v* <script>", "rule-3-kind", "immutable"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"rule-3-patterns-error\"", "value=\"v* &lt;script&gt;\"")
                .doesNotContain("<script>\"");
        assertThat(ada.submit(page + "rules", page + "rules", Map.of("own", "yes", "keep-0-scope", "*"))
                        .body())
                .contains("id=\"keep-0-scope-error\"", "would take every tag");
        assertThat(ada.submit(
                                page + "rules",
                                page + "rules",
                                Map.of("own", "yes", "keep-0-scope", "*", "keep-0-younger", "soon"))
                        .body())
                .contains("id=\"keep-0-younger-error\"");
        assertThat(ada.submit(
                                page + "rules",
                                page + "rules",
                                Map.of("own", "yes", "keep-0-scope", "*", "keep-0-pushed", "-1"))
                        .body())
                .contains("id=\"keep-0-pushed-error\"");
    }

    @Test
    void asksTheLaterOneOfTwo() throws Exception {
        Map<String, String> stale = Map.of("rule-0-kind", "immutable", "rule-0-patterns", "v*", "edition", "older");

        HttpResponse<String> refused = ada.submit(page + "rules", page + "rules", stale);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Somebody else changed these rules", "value=\"v*\"");
    }

    @Test
    void looksBeforeAnythingGoesAndTellsWhatWent() throws Exception {
        Map<String, String> form = Map.of(
                "own", "yes", "keep-0-scope", "*", "keep-0-never", "latest", "keep-0-pushed", "1", "preview", "yes");
        String preview = await().until(
                        () -> ada.submit(page + "rules", page + "rules", form).body(),
                        body -> body.contains(">As of "));
        assertThat(preview)
                .contains("2 of 4 tags would go", "No rule keeps it", "Among the last pushed", "Spared by a pattern")
                .contains("Nothing is saved", "What nothing else in this repository needs", ">As of ")
                .doesNotContain("Tags changed since");
        assertThat(ada.get(page + "rules").body()).doesNotContain("value=\"latest\"");
        assertThat(ada.get(page + "tags").body()).contains(">1.0<", ">1.1<");

        ada.submit(
                page + "rules",
                page + "rules",
                Map.of("own", "yes", "keep-0-scope", "*", "keep-0-never", "latest", "keep-0-pushed", "1"));
        await().untilAsserted(() ->
                assertThat(ada.get(page + "rules?preview=yes").body()).contains("2 of 4 tags would go"));
        HttpResponse<String> started = ada.submit(page + "rules", page + "rules-run", Map.of());
        assertThat(Browser.location(started)).isEqualTo(page + "rules?done=retention-started");

        await().untilAsserted(() -> assertThat(ada.get(page + "tags").body()).doesNotContain(">1.0<", ">1.1<"));
        await().untilAsserted(() -> assertThat(ada.get(page + "rules").body()).contains(">Done<"));
        String runs = ada.get(page + "rules").body();
        String run = runs.substring(runs.indexOf("rules?run=") + 10, runs.indexOf("#gone"));
        assertThat(ada.get(page + "rules?run=" + run).body()).contains(">1.0<", ">1.1<");
        assertThat(ada.get(page + "rules?run=999999999999999999999").statusCode())
                .isEqualTo(200);
    }

    @Test
    void locksATagAndLetsItExpire() throws Exception {
        assertThat(ada.get(page + "tags").body()).contains("hold?tag=1.0");
        ada.submit(page + "hold?tag=1.0", page + "hold", Map.of("tag", "1.0", "locked", "yes", "expires", "14d"));

        assertThat(ada.get(page + "tags").body()).contains(">Locked<", ">expires<");
        assertThat(ada.get(page + "hold?tag=1.0").body()).containsPattern("name=\"locked\" value=\"yes\" checked");
        assertThat(ada.submit(page + "hold?tag=1.0", page + "hold", Map.of("tag", "1.0", "expires", "<soon>"))
                        .body())
                .contains("id=\"expires-error\"", "&lt;soon&gt;");
        assertThat(ada.submit(page + "hold?tag=1.0", page + "hold", Map.of("tag", "1.0", "expires", "2001-01-01"))
                        .body())
                .contains("over already");

        ada.submit(page + "hold?tag=1.0", page + "hold", Map.of("tag", "1.0", "never", "yes"));
        assertThat(ada.get(page + "tags").body()).doesNotContain(">Locked<", ">expires<");
    }

    @Test
    void laysDownRulesForANamespace() throws Exception {
        String wide = "/u/ada/-/rules";
        HttpResponse<String> saved = ada.submit(wide, wide, Map.of("keep-0-scope", "pr-*", "keep-0-younger", "1d"));
        assertThat(Browser.location(saved)).isEqualTo(wide + "?done=saved");

        assertThat(ada.get(wide).body()).contains("value=\"pr-*\"", "value=\"1d\"");
        assertThat(ada.get(page + "rules").body()).contains("The retention of ada holds here");
        Map<String, String> thought = Map.of("keep-0-scope", "*", "keep-0-pushed", "1", "preview", "yes");
        await().untilAsserted(() -> assertThat(ada.submit(wide, wide, thought).body())
                .contains("What each repository would lose", ">" + name + "<", "3 of 4 tags", "Nothing is saved"));
        await().untilAsserted(() -> assertThat(ada.get(wide + "?preview=yes").body())
                .contains("0 of 4 tags", "href=\"" + page + "rules?preview=yes#preview\"")
                .doesNotContain("3 of 4 tags"));
        ada.submit(wide, wide, Map.of("every", "off"));
        assertThat(ada.get(page + "rules").body()).doesNotContain("The retention of ada holds here");
    }

    @Test
    @Tag("B1")
    void isNotThereForStrangers() throws Exception {
        Browser eve = as("eve");

        assertThat(eve.get(page + "rules").statusCode()).isEqualTo(404);
        assertThat(eve.get(page + "hold?tag=1.0").statusCode()).isEqualTo(404);
        assertThat(eve.get("/u/ada/-/rules").statusCode()).isEqualTo(404);
        assertThat(eve.get("/u/ada/-/rules?preview=yes").statusCode()).isEqualTo(404);
    }
}
