package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewRobot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.ShortName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class RepositoryPagesHttpTest extends AcmePages {

    private static final String WEB = "/r/acme/web/-/";

    @Autowired
    private Robots robots;

    @Override
    void prepare() throws Exception {
        robots.create(new NewRobot(organisation("acme"), Optional.empty(), new ShortName("ci"), ""), id("ada"));
        pusher().push("acme/web", "1.0");
    }

    @Test
    void showsTheWayToWhatTheReaderMayOpen() throws Exception {
        assertThat(ada.get(WEB + "tags").body()).contains("href=\"" + WEB + "access\"", "href=\"" + WEB + "settings\"");
        assertThat(as("bob").get(WEB + "tags").body())
                .contains("href=\"" + WEB + "access\"")
                .doesNotContain(WEB + "settings");
    }

    @Test
    void changesDescriptionAndVisibility() throws Exception {
        HttpResponse<String> saved =
                ada.submit(WEB + "settings", Map.of("description", "<b>Our</b> site", "visibility", "public"));

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(Browser.location(saved)).isEqualTo(WEB + "settings?done=repository-changed");
        assertThat(ada.get(Browser.location(saved)).body())
                .contains("The settings are saved.", "&lt;b&gt;Our&lt;/b&gt; site")
                .doesNotContain("<b>Our");
        assertThat(new Browser(port).get(WEB + "tags").statusCode()).isEqualTo(200);
        ada.submit(WEB + "settings", Map.of("description", "", "visibility", "private"));
        assertThat(new Browser(port).get(WEB + "tags").statusCode()).isEqualTo(404);
        assertThat(ada.submit(WEB + "settings", Map.of("description", "x".repeat(1_001)))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void asksTheLaterOneOfTwoWhoChangeSettingsAtOnce() throws Exception {
        String first = edition(ada.get(WEB + "settings").body());
        submit(Map.of("description", "Hers <b>", "visibility", "private", "edition", first), 303);

        String asked = submit(Map.of("description", "His", "visibility", "public", "edition", first), 409);
        assertThat(asked)
                .contains("Somebody else changed this meanwhile", "Hers &lt;b&gt;", ">His</textarea>")
                .contains("value=\"public\" checked=\"checked\"");
        assertThat(new Browser(port).get(WEB + "tags").statusCode()).isEqualTo(404);

        submit(Map.of("description", "His", "visibility", "private", "edition", edition(asked)), 303);
        assertThat(ada.get(WEB + "settings").body()).contains(">His</textarea>");
        submit(Map.of("description", "", "visibility", "private"), 303);
    }

    private String submit(Map<String, String> form, int status) throws Exception {
        HttpResponse<String> answer = ada.submit(WEB + "settings", form);
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }

    private static String edition(String page) {
        int start = page.indexOf("name=\"edition\" value=\"") + 22;
        return page.substring(start, page.indexOf('"', start));
    }

    @Test
    void givesAndTakesRoles() throws Exception {
        assertThat(grant("user", "eve", Map.of("role", "write")).statusCode()).isEqualTo(303);
        assertThat(as("eve").get(WEB + "tags").statusCode()).isEqualTo(200);
        assertThat(grant("robot", "ci", Map.of("role", "write")).statusCode()).isEqualTo(303);
        assertThat(ada.get(WEB + "settings").body()).contains("value=\"acme+ci\"", "value=\"eve\"");
        assertThat(ada.get(WEB + "access?user=acme%2Bci").body()).contains("given on this repository");
        assertThat(grant("user", "eve", Map.of("role", "write", "remove", "yes"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(as("eve").get(WEB + "tags").statusCode()).isEqualTo(404);
        HttpResponse<String> nobody = grant("user", "nobody", Map.of("role", "read"));
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(nobody.body()).contains("id=\"grants-grantee-error\"", "value=\"nobody\"");
    }

    @Test
    void renamesAfterTheNameWasTyped() throws Exception {
        pusher().push("acme/before", "1");
        String settings = "/r/acme/before/-/settings";

        HttpResponse<String> mistyped = submit(settings, "/r/acme/before/-/name", Map.of("name", "acme/after"));
        assertThat(mistyped.statusCode()).isEqualTo(422);
        assertThat(mistyped.body()).contains("id=\"confirm-error\"");
        for (String name : List.of("acme/web", "eve/after", "After", "acme/before")) {
            assertThat(submit(settings, "/r/acme/before/-/name", Map.of("name", name, "confirm", "acme/before"))
                            .body())
                    .as(name)
                    .contains("id=\"name-error\"");
        }
        HttpResponse<String> done =
                submit(settings, "/r/acme/before/-/name", Map.of("name", "ada/after", "confirm", "acme/before"));
        assertThat(Browser.location(done)).isEqualTo("/r/ada/after/-/settings?done=repository-renamed");
    }

    @Test
    void explainsWhoMayDoWhat() throws Exception {
        String page = ada.get(WEB + "access").body();

        assertThat(page)
                .contains("owner of the organisation", "member of the organisation, by its default role")
                .contains("href=\"/u/bob\"");
        assertThat(ada.get(WEB + "access?user=eve").body()).contains("No role, and nothing that gives one.");
        assertThat(ada.get(WEB + "access?user=nobody").body()).contains("no person or robot called nobody");
        assertThat(as("bob").get(WEB + "access").body())
                .contains("What you may do here", "member of the organisation")
                .doesNotContain("/u/ada");
        assertThat(as("aud").get(WEB + "access").body()).contains("/u/ada", "As an auditor");
        assertThat(new Browser(port).get(WEB + "access").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "aud", "eve"})
    @Tag("B4")
    void keepsEverybodyElseFromSettings(String name) throws Exception {
        Browser browser = as(name);

        assertThat(browser.get(WEB + "settings").statusCode()).isEqualTo(404);
        for (String part : List.of("settings", "grants", "name")) {
            Map<String, String> form = Map.of(
                    "visibility",
                    "public",
                    "kind",
                    "user",
                    "grantee",
                    name,
                    "role",
                    "admin",
                    "name",
                    "acme/x",
                    "confirm",
                    "acme/web");
            assertThat(submit(browser, "/", WEB + part, form).statusCode())
                    .as(part)
                    .isEqualTo(404);
        }
        assertThat(as("bob").get(WEB + "tags").body()).contains("Private");
    }

    @Test
    @Tag("G3")
    void refusesFormsWithoutTheirToken() throws Exception {
        for (String part : List.of("settings", "grants", "name")) {
            assertThat(ada.post(WEB + part, Map.of("visibility", "public")).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void showsPeopleWithWhatTheReaderMaySee() throws Exception {
        pusher().push("ada/secret", "1");

        assertThat(ada.get("/u/ada").body()).contains("ada/secret");
        assertThat(as("eve").get("/u/ada").body())
                .contains("ada has no repositories that you may see.")
                .doesNotContain("ada/secret");
        // nobody tries out names before guessing passwords
        assertThat(new Browser(port).get("/u/ada").statusCode()).isEqualTo(404);
        assertThat(ada.get("/u/nobody").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> grant(String kind, String name, Map<String, String> more) throws Exception {
        Map<String, String> form = new HashMap<>(more);
        form.put("kind", kind);
        form.put("grantee", name);
        return submit(WEB + "settings", WEB + "grants", form);
    }

    private HttpResponse<String> submit(String page, String path, Map<String, String> fields) throws Exception {
        return submit(ada, page, path, fields);
    }
}
