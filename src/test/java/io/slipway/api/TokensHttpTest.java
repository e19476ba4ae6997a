package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.User;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensHttpTest extends AccountHttpBase {

    private static final String TOKENS = "/api/v1/tokens";

    @Test
    void showsASecretOnceAndTakesItAsPasswordAndAsBearer() {
        User ada = person();
        Site site = anyone.as(ada.name());

        HttpResponse<String> made = site.post(
                TOKENS,
                "{\"name\":\"laptop\",\"rights\":[\"read\",\"write\"],\"tagPatterns\":[\"dev-*\"],\"expiresInDays\":7}");
        String location = made.headers().firstValue("Location").orElseThrow();
        String secret = JsonPath.read(made.body(), "$.secret");
        HttpResponse<String> shown = site.get(location);

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(secret).startsWith("slp_");
        assertThat(shown.body())
                .contains("\"name\":\"laptop\"", "\"rights\":[\"read\",\"write\"]", "\"tagPatterns\":[\"dev-*\"]")
                .contains("\"hints\":[\"" + secret.substring(secret.length() - 4) + "\"]", "\"state\":\"active\"")
                .doesNotContain(secret, "\"secret\"");
        assertThat(site.get(TOKENS).body()).doesNotContain(secret);
        assertThat(bearer(secret).get("/api/v1/me").body()).contains(ada.name());
    }

    @Test
    void keepsTheOldSecretForTheOverlapOfARotation() {
        User ada = person();
        Site site = anyone.as(ada.name());
        String first = token(ada, "\"read\"");
        String path = TOKENS + "/" + JsonPath.<Integer>read(site.get(TOKENS).body(), "$[0].id");

        String second = JsonPath.read(
                site.post(path + "/rotations", "{\"overlapHours\":1}").body(), "$.secret");
        int both = bearer(first).get("/api/v1/me").statusCode();
        String third = JsonPath.read(
                site.post(path + "/rotations", "{\"overlapHours\":0}").body(), "$.secret");

        assertThat(both).isEqualTo(200);
        assertThat(bearer(second).get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(bearer(third).get("/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void stopsATokenThatIsDisabledOrRevoked() {
        User ada = person();
        Site site = anyone.as(ada.name());
        String secret = token(ada, "\"read\"");
        String path = TOKENS + "/" + JsonPath.<Integer>read(site.get(TOKENS).body(), "$[0].id");

        assertThat(site.patch(path, "{\"disabled\":true}").body()).contains("\"state\":\"disabled\"");
        assertThat(bearer(secret).get("/api/v1/me").statusCode()).isEqualTo(401);
        assertThat(site.patch(path, "{\"disabled\":false}").body()).contains("\"state\":\"active\"");
        assertThat(bearer(secret).get("/api/v1/me").statusCode()).isEqualTo(200);
        assertThat(delete(site, path).statusCode()).isEqualTo(204);
        assertThat(bearer(secret).get("/api/v1/me").statusCode()).isEqualTo(401);
        assertProblem(site.get(path), 404, "not-found");
    }

    @Test
    @Tag("B3")
    void keepsTokensFromOtherPeople() {
        User ada = person();
        token(ada, "\"read\"");
        String path = TOKENS + "/"
                + JsonPath.<Integer>read(anyone.as(ada.name()).get(TOKENS).body(), "$[0].id");
        Site eve = anyone.as(person().name());

        assertThat(eve.get(TOKENS).body()).isEqualTo("[]");
        assertProblem(eve.get(path), 404, "not-found");
        assertProblem(eve.patch(path, "{\"disabled\":true}"), 404, "not-found");
        assertProblem(eve.post(path + "/rotations", "{}"), 404, "not-found");
        assertProblem(delete(eve, path), 404, "not-found");
        assertProblem(anyone.get(TOKENS), 401, "unauthorized");
        assertProblem(anyone.post(TOKENS, "{}"), 401, "unauthorized");
    }

    @Test
    @Tag("B4")
    void namesNoPlaceThatTheCallerMayNotSee() {
        User ada = person();
        Site eve = anyone.as(person().name());

        assertProblem(eve.post(TOKENS, body("\"namespaces\":[\"" + ada.name() + "\"]")), 404, "not-found");
        assertProblem(eve.post(TOKENS, body("\"repositories\":[\"" + ada.name() + "/web\"]")), 404, "name-unknown");
    }

    @Test
    @Tag("B4")
    void makesNoTokenWithATokenThatMayNotAdminister() {
        User ada = person();
        Site writer = bearer(token(ada, "\"write\",\"delete\""));

        assertProblem(writer.post(TOKENS, body("\"tagPatterns\":[]")), 403, "denied");
        assertThat(writer.get(TOKENS).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("B4")
    void showsNothingOfTheAccountToATokenOfOnePlace() {
        User ada = person();
        HttpResponse<String> made = anyone.as(ada.name()).post(TOKENS, body("\"namespaces\":[\"" + ada.name() + "\"]"));
        Site narrow = bearer(JsonPath.read(made.body(), "$.secret"));

        assertThat(made.body()).contains("\"namespaces\":[\"" + ada.name() + "\"]", "\"repositories\":[]");
        assertProblem(narrow.get("/api/v1/me"), 403, "denied");
        assertProblem(narrow.get(TOKENS), 403, "denied");
    }

    @Test
    void listsTokensPageByPageTheNewestFirst() {
        User ada = person();
        List.of(1, 2, 3).forEach(_ -> token(ada, "\"read\""));
        Site site = anyone.as(ada.name());

        HttpResponse<String> first = site.get(TOKENS + "?limit=2");
        String link = first.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> rest = site.get(link.substring(1, link.indexOf('>')));

        assertThat(JsonPath.<List<Integer>>read(first.body(), "$[*].id"))
                .hasSize(2)
                .isSortedAccordingTo((a, b) -> b - a);
        assertThat(JsonPath.<List<Integer>>read(rest.body(), "$[*].id")).hasSize(1);
        assertThat(rest.headers().firstValue("Link")).isEmpty();
        assertProblem(site.get(TOKENS + "?after=x"), 400, "query-invalid");
    }

    @ParameterizedTest
    @Tag("B1")
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"rights\":[\"read\"],\"principalId\":1}",
                "{\"name\":\"x\",\"rights\":[\"root\"]}",
                "{\"name\":\"x\",\"rights\":[null]}",
                "{\"name\":\"x\",\"rights\":[]}",
                "{\"name\":\"\",\"rights\":[\"read\"]}",
                "{\"name\":\"x\",\"rights\":[\"read\"],\"tagPatterns\":[\"a b\"]}",
                "{\"name\":\"x\",\"rights\":[\"read\"],\"expiresInDays\":0}",
                "{\"name\":\"x\",\"rights\":[\"read\"],\"expiresInDays\":100000}",
                "{\"rights\":[\"read\"]}",
                "[]"
            })
    void refusesWhatIsNoToken(String body) {
        HttpResponse<String> answer = anyone.as(person().name()).post(TOKENS, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static String body(String more) {
        return "{\"name\":\"%s\",\"rights\":[\"read\"],%s}".formatted(fresh("t"), more);
    }
}
