package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Right;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import(Town.class)
class RepositorySettingsHttpTest {

    private static final String LIST = "/api/v1/repositories";
    private static final String WEB = LIST + "/acme/web";
    private static final String GRANTS = WEB + "/-/grants";
    private static final String ACCESS = WEB + "/-/access";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    Site anyone;
    Site ada;
    Site bob;
    Site eve;
    Site auditor;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        bob = anyone.as("bob");
        eve = anyone.as("eve");
        auditor = anyone.as("aud");
    }

    @Test
    void makesEmptyRepositories() {
        HttpResponse<String> answer =
                ada.post(LIST, "{\"name\":\"acme/new/one\",\"visibility\":\"public\",\"description\":\"First\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains(LIST + "/acme/new/one");
        assertThat(anyone.get(LIST + "/acme/new/one").body())
                .contains("\"visibility\":\"public\"", "\"description\":\"First\"", "\"tags\":0");
        assertProblem(ada.post(LIST, "{\"name\":\"acme/new/one\"}"), 409, "name-taken");
    }

    @Test
    void makesRepositoriesOnlyWhereTheCallerMay() {
        String body = "{\"name\":\"acme/stray\"}";

        assertProblem(eve.post(LIST, body), 403, "denied");
        assertProblem(auditor.post(LIST, body), 403, "denied");
        assertProblem(anyone.post(LIST, body), 401, "unauthorized");
        assertProblem(town.token(anyone, "ada", Right.WRITE).post(LIST, body), 403, "denied");
        assertProblem(eve.post(LIST, "{\"name\":\"nobody/stray\"}"), 403, "denied");
        assertProblem(eve.post(LIST, "{\"name\":\"acme/web\"}"), 403, "denied");
    }

    @Test
    @Tag("B1")
    void changesDescriptionAndVisibilityTogether() {
        Town.make(ada, "acme/described");
        String path = LIST + "/acme/described";

        assertThat(ada.patch(path, "{\"description\":\"Two\\nlines\",\"visibility\":\"public\"}")
                        .body())
                .contains("\"description\":\"Two\\nlines\"", "\"visibility\":\"public\"");
        for (String body : List.of(
                "{\"id\":1}",
                "{\"visibility\":\"public\",\"namespaceId\":1}",
                "{\"createdBy\":\"eve\"}",
                "{\"name\":\"acme/x\",\"description\":\"\"}")) {
            assertProblem(ada.patch(path, body), 400, "body-invalid");
        }
        assertProblem(ada.patch(path, "{\"description\":\"" + "x".repeat(1_001) + "\"}"), 400, "text-invalid");
        assertProblem(ada.patch(path, "{\"description\":\"\\u202e\"}"), 400, "text-invalid");
    }

    @Test
    void refusesToOverwriteWhatWasNotSeen() {
        Town.make(ada, "acme/edited");
        String path = LIST + "/acme/edited";
        String tag = ada.get(path).headers().firstValue("ETag").orElseThrow();

        assertThat(changeIf(path, tag).statusCode()).isEqualTo(200);
        assertProblem(changeIf(path, tag), 412, "precondition-failed");
    }

    @Test
    void renamesAndTransfers() {
        Town.make(ada, "acme/old");

        HttpResponse<String> renamed = ada.patch(LIST + "/acme/old", "{\"name\":\"acme/newer\"}");
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
        assertThat(renamed.headers().firstValue("Content-Location")).contains(LIST + "/acme/newer");
        assertThat(ada.patch(LIST + "/acme/newer", "{\"name\":\"ada/mine\"}").body())
                .contains("\"name\":\"ada/mine\"");
        assertProblem(bob.get(LIST + "/ada/mine"), 404, "name-unknown");
        assertProblem(ada.patch(LIST + "/ada/mine", "{\"name\":\"eve/gift\"}"), 403, "denied");
        assertProblem(ada.patch(LIST + "/ada/mine", "{\"name\":\"other/gift\"}"), 403, "denied");
    }

    @Test
    void givesAndTakesRoles() {
        HttpResponse<String> given = put(ada, "user", "eve", "write");

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        assertThat(given.body())
                .contains("\"kind\":\"user\",\"name\":\"eve\",\"role\":\"write\"", "\"grantedBy\":\"ada\"");
        assertThat(put(ada, "user", "eve", "maintain").body()).contains("\"role\":\"maintain\"");
        assertThat(eve.get(WEB).statusCode()).isEqualTo(200);
        assertThat(delete(ada, "user/eve").statusCode()).isEqualTo(204);
        assertProblem(eve.get(WEB), 404, "name-unknown");
        assertProblem(delete(ada, "user/eve"), 404, "grantee-unknown");
    }

    @Test
    void givesRolesToRobotsWhoseNamesHaveAPlus() {
        assertThat(put(ada, "robot", "acme+ci", "write").statusCode()).isEqualTo(200);
        assertThat(put(ada, "team", "crew", "maintain").statusCode()).isEqualTo(200);
        assertThat(JsonPath.<List<String>>read(ada.get(GRANTS).body(), "$[*].name"))
                .contains("acme+ci", "crew");
        assertThat(ada.get(ACCESS + "?user=acme+ci").body()).contains("\"name\":\"acme+ci\",\"kind\":\"robot\"");
        assertThat(ada.get(ACCESS + "?user=acme%2Bci").body()).contains("\"role\":\"write\"");
        assertThat(delete(ada, "robot/acme+ci").statusCode()).isEqualTo(204);
        assertThat(delete(ada, "team/crew").statusCode()).isEqualTo(204);
        assertThat(put(ada, "robot", "acme+ci", "read").statusCode()).isEqualTo(200);
        assertThat(delete(ada, "robot/acme%2Bci").statusCode()).isEqualTo(204);
    }

    @Test
    @Tag("B2")
    void knowsNoRobotsAndTeamsOfOthers() {
        assertProblem(put(ada, "robot", "other+ci", "read"), 404, "grantee-unknown");
        assertProblem(put(ada, "team", "owners", "read"), 404, "grantee-unknown");
        assertProblem(put(ada, "user", "acme+ci", "read"), 404, "grantee-unknown");
        assertProblem(ada.get(ACCESS + "?user=other+ci"), 404, "not-found");
        Town.make(ada, "acme/second");
        put(ada, "user", "zed", "read");
        assertProblem(ada.send(ada.to(LIST + "/acme/second/-/grants/user/zed").DELETE()), 404, "grantee-unknown");
        delete(ada, "user/zed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"user\",\"name\":\"eve\"}",
                "{\"kind\":\"user\",\"name\":\"eve\",\"role\":\"none\"}",
                "{\"kind\":\"user\",\"name\":\"eve\",\"role\":\"owner\"}",
                "{\"kind\":\"User\",\"name\":\"eve\",\"role\":\"read\"}",
                "{\"kind\":\"user\",\"name\":\"e\\u0000\",\"role\":\"read\"}",
                "{\"kind\":\"user\",\"name\":\"eve\",\"role\":\"read\",\"id\":3}"
            })
    @Tag("B1")
    void refusesGrantsThatItCannotRead(String body) {
        assertProblem(ada.change("PUT", GRANTS, body, "application/json"), 400, "body-invalid");
    }

    @Test
    @Tag("B4")
    void letsOnlyAdministratorsOfTheRepositoryGrant() {
        put(ada, "user", "eve", "maintain");
        Site weak = town.token(anyone, "ada", Right.WRITE, Right.DELETE);

        for (Site site : List.of(bob, eve, auditor, weak)) {
            assertProblem(put(site, "user", "eve", "admin"), 403, "denied");
            assertProblem(delete(site, "user/eve"), 403, "denied");
            assertProblem(site.patch(WEB, "{\"visibility\":\"public\"}"), 403, "denied");
            assertProblem(site.patch(WEB, "{\"name\":\"acme/stolen\"}"), 403, "denied");
        }
        assertThat(put(town.token(anyone, "ada", Right.ADMIN), "user", "eve", "read")
                        .statusCode())
                .isEqualTo(200);
        delete(ada, "user/eve");
        assertProblem(put(eve, "user", "eve", "admin"), 404, "name-unknown");
        assertProblem(put(anyone, "user", "eve", "admin"), 401, "unauthorized");
    }

    @Test
    void explainsWhoMayDoWhat() {
        put(ada, "team", "crew", "write");
        String all = ada.get(ACCESS).body();

        assertThat(JsonPath.<List<String>>read(all, "$[?(@.name=='ada')].reasons[*].why"))
                .contains("owner", "grant");
        assertThat(JsonPath.<List<String>>read(all, "$[?(@.name=='bob')].reasons[*].team"))
                .containsExactly("crew");
        assertThat(JsonPath.<List<String>>read(all, "$[?(@.name=='bob')].reasons[*].why"))
                .containsExactly("team", "member");
        assertThat(JsonPath.<List<String>>read(all, "$[?(@.name=='root')].reasons[*].why"))
                .containsExactly("site");
        assertThat(ada.get(ACCESS + "?user=eve").body())
                .isEqualTo("{\"name\":\"eve\",\"kind\":\"user\",\"role\":\"none\",\"reasons\":[]}");
        delete(ada, "team/crew");
    }

    @Test
    void explainsToReadersWhatTheyThemselvesMay() {
        assertThat(bob.get(ACCESS + "?user=bob").body()).contains("\"role\":\"read\"", "\"why\":\"member\"");
        assertProblem(bob.get(ACCESS + "?user=ada"), 403, "denied");
        assertProblem(bob.get(ACCESS), 403, "denied");
        assertProblem(bob.get(GRANTS), 403, "denied");
        assertProblem(eve.get(ACCESS + "?user=eve"), 404, "name-unknown");
        assertThat(auditor.get(ACCESS).statusCode()).isEqualTo(200);
        assertThat(auditor.get(GRANTS).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatPublicOnesCanBeReadByAllAndDisabledPeopleCanDoNothing() {
        Town.make(ada, "acme/open");
        ada.patch(LIST + "/acme/open", "{\"visibility\":\"public\"}");
        assertThat(ada.get(LIST + "/acme/open/-/access?user=eve").body())
                .contains("\"role\":\"read\"", "\"why\":\"public\"");

        long gone = town.person("gone").id();
        put(ada, "user", "gone", "admin");
        town.users.disable(gone);
        assertThat(ada.get(ACCESS).body()).doesNotContain("gone");
        assertThat(ada.get(ACCESS + "?user=gone").body()).contains("\"role\":\"none\"");
        delete(ada, "user/gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/grants", "/-/access", "/-/audit", "/-/nothing", ""})
    void hidesPrivateOnesLikeMissingOnes(String below) {
        HttpResponse<String> hidden = eve.get(WEB + below);
        HttpResponse<String> missing = eve.get(LIST + "/acme/wab" + below);

        assertProblem(hidden, 404, "name-unknown");
        assertThat(missing.body().replace("acme/wab", "acme/web")).isEqualTo(hidden.body());
    }

    private HttpResponse<String> changeIf(String path, String tag) {
        return ada.send(ada.to(path)
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"description\":\"other\"}")));
    }

    private static HttpResponse<String> put(Site site, String kind, String name, String role) {
        String body = "{\"kind\":\"%s\",\"name\":\"%s\",\"role\":\"%s\"}".formatted(kind, name, role);
        return site.change("PUT", GRANTS, body, "application/json");
    }

    private static HttpResponse<String> delete(Site site, String grantee) {
        return site.send(site.to(GRANTS + "/" + grantee).DELETE());
    }
}
