package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.OrganisationProfile;
import io.slipway.accounts.Role;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class NewRepositoryHttpTest extends AcmePages {

    private static final String NEW = "/r/-/new";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void makesAnEmptyRepositoryThatSaysHowToPush() throws Exception {
        HttpResponse<String> made = make(
                ada,
                Map.of(
                        "namespace", "acme",
                        "name", "team/fresh",
                        "description", "Serves <b>tides</b>",
                        "visibility", "public"));

        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(Browser.location(made)).isEqualTo("/r/acme/team/fresh?done=created");
        assertThat(ada.get("/r/acme/team/fresh").body())
                .contains("docker push " + ada.host() + "/acme/team/fresh:latest", "Serves &lt;b&gt;tides&lt;/b&gt;")
                .contains("Public");
        assertThat(new Browser(port).get("/r/acme/team/fresh").statusCode()).isEqualTo(200);
        await().untilAsserted(
                        () -> assertThat(jdbc.sql("SELECT action FROM activity.audit WHERE target = 'acme/team/fresh'")
                                        .query(String.class)
                                        .list())
                                .contains("repository.create", "repository.describe", "repository.visibility"));
    }

    @Test
    void isPrivateUnlessSaidOtherwise() throws Exception {
        make(ada, Map.of("namespace", "ada", "name", "mine"));

        assertThat(ada.get("/r/ada/mine").statusCode()).isEqualTo(200);
        assertThat(as("eve").get("/r/ada/mine").statusCode()).isEqualTo(404);
    }

    @Test
    void offersTheNamespacesWhereTheReaderMayMakeOne() throws Exception {
        assertThat(ada.get(NEW).body())
                .contains("<option value=\"acme\"", "<option value=\"other\"")
                .contains("<option value=\"ada\" selected=\"selected\">");
        assertThat(ada.get(NEW + "?namespace=acme").body()).contains("<option value=\"acme\" selected=\"selected\">");
        assertThat(as("bob").get(NEW).body())
                .contains("<option value=\"acme\"", "<option value=\"bob\"")
                .doesNotContain("<option value=\"other\"");
    }

    @Test
    void saysBesideTheFieldWhatIsWrong() throws Exception {
        make(ada, Map.of("namespace", "ada", "name", "twice"));

        refuses(
                Map.of("namespace", "ada", "name", "twice"),
                "name-error",
                "There is a repository of this name already");
        refuses(Map.of("namespace", "ada", "name", "Big One"), "name-error", "lower-case");
        refuses(Map.of("namespace", "ada", "name", ""), "name-error", "lower-case");
        refuses(Map.of("namespace", "ada", "name", "a/" + "b".repeat(300)), "name-error", "255");
        refuses(Map.of("namespace", "", "name", "web"), "namespace-error", "choose another one");
        refuses(Map.of("namespace", "eve", "name", "web"), "namespace-error", "choose another one");
        refuses(
                Map.of("namespace", "ada", "name", "told", "description", "x".repeat(1_001)),
                "description-error",
                "at most 1000 characters");
        assertThat(ada.get("/r/ada/told").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("G1")
    void showsAgainWhatWasTypedAsText() throws Exception {
        HttpResponse<String> answer = make(
                ada,
                Map.of("namespace", "ada", "name", "\"><script>alert(1)</script>", "description", "</textarea><b>"));

        assertThat(answer.body()).contains("&lt;/textarea&gt;&lt;b&gt;").doesNotContain("<script>alert");
    }

    @Test
    @Tag("B4")
    void makesNothingWhereTheReaderMayNot() throws Exception {
        organisations.update(organisation("acme"), new OrganisationProfile("The firm of acme", "", Role.READ, false));
        try {
            assertThat(as("bob").get(NEW).body()).doesNotContain("<option value=\"acme\"");
            // the same, whether there is one of that name or not
            make(ada, Map.of("namespace", "other", "name", "hidden"));
            Browser eve = as("eve");
            String there =
                    make(eve, Map.of("namespace", "other", "name", "hidden")).body();
            String not =
                    make(eve, Map.of("namespace", "other", "name", "absent")).body();
            assertThat(there.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", ""))
                    .isEqualTo(not.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "")
                            .replace("absent", "hidden"));
            assertThat(there).contains("id=\"namespace-error\"").doesNotContain("<option value=\"other\"");
            assertThat(make(as("bob"), Map.of("namespace", "acme", "name", "bobs"))
                            .statusCode())
                    .isEqualTo(422);
            assertThat(make(as("aud"), Map.of("namespace", "acme", "name", "auds"))
                            .statusCode())
                    .isEqualTo(422);
        } finally {
            organisations.update(
                    organisation("acme"), new OrganisationProfile("The firm of acme", "", Role.NONE, true));
        }
    }

    @Test
    @Tag("G3")
    void wantsASessionAndItsToken() throws Exception {
        assertThat(Browser.location(new Browser(port).get(NEW))).isEqualTo("/login?next=/r/-/new");
        assertThat(ada.post(NEW, Map.of("namespace", "ada", "name", "forged")).statusCode())
                .isEqualTo(403);
        assertThat(ada.get("/r/ada/forged").statusCode()).isEqualTo(404);
    }

    private void refuses(Map<String, String> form, String field, String sentence) throws Exception {
        HttpResponse<String> answer = make(ada, form);
        assertThat(answer.statusCode()).as(form.toString()).isEqualTo(422);
        assertThat(answer.body()).as(form.toString()).contains("id=\"" + field + "\"", sentence);
    }

    private static HttpResponse<String> make(Browser browser, Map<String, String> form) throws Exception {
        return browser.submit(NEW, form);
    }
}
