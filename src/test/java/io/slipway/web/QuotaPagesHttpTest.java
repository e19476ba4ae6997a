package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Limits on pages: the site's list, an organisation's and a repository's settings, and warnings.
@SlipwayTest
class QuotaPagesHttpTest extends AcmePages {

    private static final String PAGE = "/admin/quotas";
    private static final String SETTINGS = "/r/acme/web/-/settings";

    @Override
    void prepare() throws Exception {
        users.setAdministrator(id("ada"), true);
        pusher().push("acme/web", "1.0");
    }

    @Test
    void setsShowsAndRemovesLimits() throws Exception {
        assertThat(set("acme", "1,5 GiB")).isEqualTo(PAGE + "?done=quota-set");
        assertThat(ada.get(PAGE).body()).contains("href=\"/orgs/acme\"", "1.5 GiB", "Count anew");
        assertThat(ada.get("/orgs/acme/-/settings").body()).contains("1.5 GiB", "Only here");
        assertThat(Browser.location(submit(ada, PAGE, PAGE + "/count", Map.of("namespace", "acme"))))
                .isEqualTo(PAGE + "?done=quota-counted");
        // somebody's own namespace
        assertThat(set("bob", "10 MiB")).isEqualTo(PAGE + "?done=quota-set");
        assertThat(ada.get(PAGE).body()).contains("href=\"/u/bob\"");
        assertThat(as("bob").get("/u/bob").body()).contains("id=\"quota\"", "10 MiB");
        assertThat(ada.get("/u/bob").body()).doesNotContain("id=\"quota\"", "10 MiB");
        assertThat(set("bob", "")).isEqualTo(PAGE + "?done=quota-removed");

        assertThat(set("acme", "")).isEqualTo(PAGE + "?done=quota-removed");
        assertThat(ada.get("/orgs/acme/-/settings").body()).contains("There is no limit.");
    }

    @Test
    void limitsARepositoryInItsSettings() throws Exception {
        set("acme", "1 GiB");
        assertThat(ada.get(SETTINGS).body()).contains("At most 1 GiB.");
        var tooMuch = submit(ada, SETTINGS, "/r/acme/web/-/quota", Map.of("limit", "2 GiB"));
        assertThat(tooMuch.statusCode()).isEqualTo(422);
        assertThat(tooMuch.body()).contains("more than the namespace may hold", "value=\"2 GiB\"");

        submit(ada, SETTINGS, "/r/acme/web/-/quota", Map.of("limit", "100 MB"));

        assertThat(ada.get(SETTINGS).body()).contains("value=\"100 MiB\"", "Count anew");
        assertThat(Browser.location(submit(ada, SETTINGS, "/r/acme/web/-/quota", Map.of("count", "yes"))))
                .isEqualTo(SETTINGS + "?done=quota-counted");
        submit(ada, SETTINGS, "/r/acme/web/-/quota", Map.of("limit", " "));
        assertThat(ada.get(SETTINGS).body()).doesNotContain("Count anew");
        set("acme", "");
    }

    @Test
    void saysWhyARepositoryCannotMove() throws Exception {
        pusher().push("acme/large", "1.0");
        set("ada", "100 B");

        var refused = submit(
                ada,
                "/r/acme/large/-/settings",
                "/r/acme/large/-/name",
                Map.of("name", "ada/large", "confirm", "acme/large"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The quota of that namespace has no room for it.", "value=\"ada/large\"");
        set("ada", "");
    }

    @Test
    void warnsWhoeverPushesAndNobodyElse() throws Exception {
        grant("tom", "acme/web", "read");
        set("acme", "100 B");
        String warning = "The quota of acme is used up";

        for (String page : new String[] {"/r/acme/web", "/r/acme/web/-/tags", "/orgs/acme", "/orgs/acme/-/members"}) {
            assertThat(ada.get(page).body()).as(page).contains(warning);
        }
        assertThat(as("tom").get("/r/acme/web").body()).doesNotContain("quota");
        set("acme", "1 GiB");
        assertThat(ada.get("/r/acme/web").body()).doesNotContain(warning);
        set("acme", "");
    }

    @Test
    @Tag("G1")
    void refusesWhatIsNoLimitOrNobodys() throws Exception {
        var refused = submit(ada, PAGE, PAGE, Map.of("namespace", "acme", "limit", "<script>alert(1)"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"limit-error\"", "&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert(1)");
        assertThat(submit(ada, PAGE, PAGE, Map.of("namespace", "nobody-here", "limit", "1 GiB"))
                        .body())
                .contains("id=\"namespace-error\"");
        assertThat(ada.get(PAGE + "?after=nonsense").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("A17")
    void letsAuditorsLookOnly() throws Exception {
        assertThat(as("aud").get(PAGE).body()).contains("as an auditor").doesNotContain("name=\"limit\"");
        assertThat(submit(as("aud"), "/", PAGE, Map.of("namespace", "acme", "limit", "1"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(as("bob").get(PAGE).statusCode()).isEqualTo(404);
    }

    private String set(String namespace, String limit) throws Exception {
        return Browser.location(submit(ada, PAGE, PAGE, Map.of("namespace", namespace, "limit", limit)));
    }
}
