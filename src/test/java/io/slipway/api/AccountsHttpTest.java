package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Right;
import io.slipway.accounts.Recovery;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import(Town.class)
class AccountsHttpTest {

    private static final String USERS = "/api/v1/users";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    @Autowired
    Recovery recovery;

    Site anyone;
    Site root;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        root = anyone.as("root");
    }

    @Test
    void findsAccountsByAPartOfTheirName() {
        assertThat(JsonPath.<List<String>>read(root.get(USERS + "?q=AD").body(), "$[*].name"))
                .contains("ada");
        assertThat(root.get(USERS + "?q=d&limit=1").headers().firstValue("Link").orElseThrow())
                .startsWith("<" + USERS + "?q=d&limit=1&after=");
        assertProblem(root.get(USERS + "?q=%00"), 400, "query-invalid");
    }

    @Test
    @Tag("B5")
    @Tag("B6")
    void findsByNameAndAddressOnlyWhateverIsAskedFor() {
        String all = root.get(USERS).body();
        for (String query : List.of("?sort=passwordHash", "?sort=last_login", "?order=password_hash%20DESC")) {
            assertThat(root.get(USERS + query).body()).as(query).isEqualTo(all);
        }
        for (String words : List.of("password%3D~a", "%25", "_", "'%20OR%201%3D1%20--", "ada'%3B%20SELECT%201")) {
            assertThat(root.get(USERS + "?q=" + words).body()).as(words).isEqualTo("[]");
        }
    }

    @Test
    void makesAccountsThatChooseTheirPasswordByALink() {
        assertThat(root.post(USERS, "{\"name\":\"linked\"}").statusCode()).isEqualTo(201);
        HttpResponse<String> answer = root.post(USERS + "/linked/password-links", "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String url = JsonPath.read(answer.body(), "$.url");
        assertThat(url).startsWith("http://127.0.0.1:" + port + "/");
        String token = url.substring(url.lastIndexOf('/') + 1).replaceFirst(".*=", "");
        recovery.reset(token, Site.PASSWORD);
        assertThat(anyone.as("linked").get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void changesRightsAllOrNone() {
        town.person("boss");
        HttpResponse<String> answer = root.patch(USERS + "/boss", "{\"administrator\":true,\"auditor\":true}");

        assertThat(answer.body()).contains("\"administrator\":true", "\"auditor\":true");
        assertThat(root.patch(USERS + "/boss", "{\"administrator\":false,\"disabled\":true}")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(anyone.as("boss").get("/api/v1/me"), 401, "unauthorized");
        assertThat(root.patch(USERS + "/boss", "{\"disabled\":false}").body()).contains("\"disabled\":false");
    }

    @Test
    void keepsALastAdministrator() {
        List<String> administrators = JsonPath.read(root.get(USERS).body(), "$[?(@.administrator==true)].name");
        for (String name : administrators) {
            if (!name.equals("root")) {
                root.patch(USERS + "/" + name, "{\"administrator\":false}");
            }
        }
        assertProblem(root.patch(USERS + "/root", "{\"auditor\":true,\"disabled\":true}"), 409, "last-administrator");
        assertThat(root.get(USERS + "/root").body()).contains("\"auditor\":false");
        assertProblem(root.patch(USERS + "/root", "{\"administrator\":false}"), 409, "last-administrator");
    }

    @Test
    void deletesAccountsAndGivesAwayTheirRepositories() {
        town.person("leaver");
        Town.make(anyone.as("leaver"), "leaver/tools");

        assertProblem(delete(root, USERS + "/leaver"), 409, "not-empty");
        assertProblem(delete(root, USERS + "/leaver?transferTo=nobody"), 404, "not-found");
        assertThat(delete(root, USERS + "/leaver?transferTo=acme").statusCode()).isEqualTo(204);
        assertThat(anyone.as("ada").get("/api/v1/repositories/acme/tools").statusCode())
                .isEqualTo(200);
        assertProblem(root.get(USERS + "/leaver"), 404, "not-found");
    }

    @Test
    void saysWhatSomebodyMayDoWhere() {
        assertThat(anyone.as("bob").get(USERS + "/bob/access").body())
                .contains("\"name\":\"acme/web\",\"kind\":\"repository\",\"role\":\"read\"");
        assertThat(anyone.as("aud").get(USERS + "/bob/access").body()).contains("acme/web");
        assertProblem(anyone.as("ada").get(USERS + "/bob/access"), 403, "denied");
        assertProblem(anyone.get(USERS + "/bob/access"), 401, "unauthorized");
    }

    @Test
    void turnsOffTwoFactorsThatAreOn() {
        assertProblem(delete(root, USERS + "/bob/second-factor"), 409, "factor-off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "aud", "eve"})
    @Tag("B3")
    void keepsEverybodyElseFromAdministration(String name) {
        Site site = anyone.as(name);

        assertProblem(site.patch(USERS + "/bob", "{\"disabled\":true}"), 403, "denied");
        assertProblem(site.patch(USERS + "/" + name, "{\"administrator\":true}"), 403, "denied");
        assertProblem(site.post(USERS + "/bob/password-links", "{}"), 403, "denied");
        assertProblem(site.post(USERS + "/root" + "/password-links", "{}"), 403, "denied");
        assertProblem(site.post(USERS, "{\"name\":\"minion\"}"), 403, "denied");
        assertProblem(delete(site, USERS + "/bob"), 403, "denied");
        assertProblem(delete(site, USERS + "/bob/second-factor"), 403, "denied");
        assertProblem(delete(site, USERS + "/missing"), 403, "denied");
    }

    @Test
    @Tag("A17")
    void letsAuditorsReadAccounts() {
        Site auditor = anyone.as("aud");

        assertThat(auditor.get(USERS).statusCode()).isEqualTo(200);
        assertThat(auditor.get(USERS + "/bob").statusCode()).isEqualTo(200);
        assertProblem(anyone.as("bob").get(USERS + "/ada"), 403, "denied");
    }

    @Test
    @Tag("A15")
    void asksTokensForEveryRight() {
        assertProblem(
                town.token(anyone, "root", Right.WRITE).patch(USERS + "/bob", "{\"disabled\":true}"), 403, "denied");
        assertThat(town.token(anyone, "root", Right.ADMIN)
                        .patch(USERS + "/eve", "{\"auditor\":false}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"disabled\":null}",
                "{\"disabled\":\"true\"}",
                "{\"disabled\":true,\"id\":1}",
                "{\"email\":\"eve@example.com\"}",
                "{\"passwordHash\":\"x\"}"
            })
    @Tag("B1")
    void refusesOtherChanges(String body) {
        assertProblem(root.patch(USERS + "/bob", body), 400, "body-invalid");
    }

    private static HttpResponse<String> delete(Site site, String path) {
        return site.send(site.to(path).DELETE());
    }
}
