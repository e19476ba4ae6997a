package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewRobot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.ShortName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Ada owns acme, bob is a member, eve is nobody there, aud an auditor.
@SlipwayTest
class NamespaceGrantPagesHttpTest extends AcmePages {

    private static final String GRANTS = "/orgs/acme/-/grants";
    private static final String DEFAULTS = "/orgs/acme/-/default-grants";

    @Autowired
    private Robots robots;

    @Override
    void prepare() {
        robots.create(new NewRobot(organisation("acme"), Optional.empty(), new ShortName("ci"), ""), id("ada"));
        robots.create(new NewRobot(organisation("other"), Optional.empty(), new ShortName("foreign"), ""), id("ada"));
    }

    @Test
    void givesChangesAndTakesRolesInEveryRepository() throws Exception {
        pusher().push("acme/web", "1");

        HttpResponse<String> given = give(GRANTS, "user", "eve", "read");
        assertThat(Browser.location(given)).isEqualTo(GRANTS + "?done=grant-set");
        assertThat(as("eve").get("/r/acme/web/-/tags").statusCode()).isEqualTo(200);
        give(GRANTS, "user", "eve", "admin");
        assertThat(as("eve").get("/r/acme/web/-/settings").statusCode()).isEqualTo(200);
        assertThat(ada.get(GRANTS).body()).contains("value=\"eve\"", "href=\"/orgs/acme/-/permissions\"");
        assertThat(ada.get("/orgs/acme/-/permissions").body()).contains("href=\"" + GRANTS + "\"");
        assertThat(Browser.location(take(GRANTS, "user", "eve"))).isEqualTo(GRANTS + "?done=grant-revoked");
        assertThat(as("eve").get("/r/acme/web/-/tags").statusCode()).isEqualTo(404);
    }

    @Test
    void givesRolesToRobotsByTheirShortName() throws Exception {
        give(GRANTS, "robot", "ci", "write");

        assertThat(ada.get(GRANTS).body()).contains("value=\"acme+ci\"");
        assertThat(take(GRANTS, "robot", "acme+ci").statusCode()).isEqualTo(303);
    }

    @Test
    void keepsWhatNewRepositoriesStartWith() throws Exception {
        assertThat(Browser.location(give(DEFAULTS, "user", "eve", "write"))).isEqualTo(GRANTS + "?done=grant-set");
        pusher().push("acme/later", "1");

        assertThat(as("eve").get("/r/acme/later/-/tags").statusCode()).isEqualTo(200);
        assertThat(take(DEFAULTS, "user", "eve").statusCode()).isEqualTo(303);
        assertThat(ada.get(GRANTS).body()).contains("Nobody else gets a role in new repositories.");
    }

    @Test
    @Tag("B2")
    void saysBesideTheFieldThatThereIsNobody() throws Exception {
        for (String place : List.of(GRANTS, DEFAULTS)) {
            String id = place.substring(place.lastIndexOf('/') + 1);
            for (HttpResponse<String> refused : List.of(
                    give(place, "user", "nobody", "read"),
                    give(place, "robot", "other+foreign", "read"),
                    give(place, "team", "none", "read"),
                    take(place, "user", "ada"))) {
                assertThat(refused.statusCode()).isEqualTo(422);
                assertThat(refused.body()).containsOnlyOnce("-grantee-error\">").contains(id + "-grantee-error\">");
            }
        }
    }

    @Test
    void isTheSameInAUsersOwnNamespace() throws Exception {
        Browser eve = as("eve");
        String own = "/u/eve/-/grants";
        new Pusher(port, "eve", PASSWORD).push("eve/tool", "1");

        assertThat(eve.get(own).body()).contains("href=\"/u/eve/-/robots\"").doesNotContain("value=\"team\"");
        assertThat(eve.get("/u/eve").body()).contains("href=\"" + own + "\"");
        assertThat(Browser.location(submit(eve, own, own, Map.of("kind", "user", "grantee", "bob", "role", "write"))))
                .isEqualTo(own + "?done=grant-set");
        assertThat(as("bob").get("/r/eve/tool/-/tags").statusCode()).isEqualTo(200);
        assertThat(ada.get(own).statusCode()).isEqualTo(404);
        assertThat(ada.get("/u/eve").body()).doesNotContain(own);
    }

    @Test
    @Tag("A17")
    void letsAuditorsLookOnly() throws Exception {
        Browser auditor = as("aud");
        give(GRANTS, "user", "bob", "maintain");

        assertThat(auditor.get(GRANTS).body()).contains("bob").doesNotContain("action=\"" + GRANTS, DEFAULTS);
        assertThat(submit(auditor, "/", GRANTS, Map.of("kind", "user", "grantee", "aud"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("B4")
    void keepsMembersAndStrangersOut() throws Exception {
        for (String name : List.of("bob", "eve")) {
            Browser other = as(name);
            assertThat(other.get(GRANTS).statusCode()).isEqualTo(404);
            for (String place : List.of(GRANTS, DEFAULTS)) {
                Map<String, String> form = Map.of("kind", "user", "grantee", name, "role", "admin");
                assertThat(submit(other, "/", place, form).statusCode())
                        .as(place)
                        .isEqualTo(404);
            }
        }
        Browser anonymous = new Browser(port);
        assertThat(Browser.location(anonymous.get(GRANTS))).startsWith("/login?next=");
        assertThat(Browser.location(submit(anonymous, "/login", GRANTS, Map.of("kind", "user", "grantee", "eve"))))
                .startsWith("/login?next=");
        assertThat(ada.get(GRANTS).body()).doesNotContain("value=\"eve\"");
    }

    @Test
    @Tag("G3")
    void refusesFormsWithoutTheirToken() throws Exception {
        for (String place : List.of(GRANTS, DEFAULTS)) {
            assertThat(ada.post(place, Map.of("kind", "user", "grantee", "eve")).statusCode())
                    .isEqualTo(403);
        }
    }

    private HttpResponse<String> give(String place, String kind, String name, String role) throws Exception {
        return submit(ada, GRANTS, place, Map.of("kind", kind, "grantee", name, "role", role));
    }

    private HttpResponse<String> take(String place, String kind, String name) throws Exception {
        return submit(ada, GRANTS, place, Map.of("kind", kind, "grantee", name, "role", "read", "remove", "yes"));
    }
}
