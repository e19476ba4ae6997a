package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Grantee;
import io.slipway.access.Grants;
import io.slipway.access.Right;
import io.slipway.accounts.Role;
import io.slipway.accounts.User;
import io.slipway.content.Repository;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RobotsHttpTest extends OrganisationsHttpBase {

    @Autowired
    Access access;

    @Autowired
    Grants grants;

    private String robots;
    private Repository web;

    @BeforeEach
    void robot() {
        robots = org + "/robots";
        assertThat(ada.post(robots, "{\"name\":\"ci\",\"role\":\"write\"}").statusCode())
                .isEqualTo(201);
        web = access.toPush(person(), new RepositoryName(name() + "/web"));
    }

    @Test
    void keepsRobots() {
        assertProblem(ada.post(robots, "{\"name\":\"ci\"}"), 409, "name-taken");
        assertThat(ada.get(robots + "/ci").body()).contains("\"login\":\"" + name() + "+ci\"");
        assertThat(ada.get(org + "/grants").body()).contains("\"name\":\"" + name() + "+ci\",\"role\":\"write\"");
        assertThat(ada.patch(robots + "/ci", "{\"description\":\"builds\",\"disabled\":true}")
                        .body())
                .contains("\"description\":\"builds\"", "\"disabled\":true");
        assertThat(JsonPath.<List<String>>read(ada.get(robots).body(), "$[*].name"))
                .containsExactly("ci");
        assertThat(delete(ada, robots + "/ci").statusCode()).isEqualTo(204);
        assertProblem(ada.get(robots + "/ci"), 404, "not-found");
    }

    @Test
    void givesTokensOnceAndRotatesThem() {
        HttpResponse<String> made = ada.post(
                robots + "/ci/tokens",
                "{\"name\":\"main\",\"rights\":[\"write\"],\"tagPatterns\":[\"v*\"],\"expiresInDays\":30}");
        String secret = JsonPath.read(made.body(), "$.secret");
        String token = robots + "/ci/tokens/" + JsonPath.<Integer>read(made.body(), "$.id");
        String fresh = JsonPath.read(
                ada.post(token + "/secrets", "{\"overlapHours\":1}").body(), "$.secret");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(secret).startsWith("slr_");
        assertThat(made.headers().firstValue("Location")).contains(token);
        assertThat(ada.get(token).body())
                .contains("\"rights\":[\"read\",\"write\"]", "\"tagPatterns\":[\"v*\"]")
                .doesNotContain("secret");
        assertThat(works(secret)).isTrue();
        assertThat(works(fresh)).isTrue();
        assertThat(ada.patch(token, "{\"disabled\":true}").body()).contains("\"state\":\"disabled\"");
        assertThat(works(fresh)).isFalse();
        ada.patch(token, "{\"disabled\":false}");
        assertThat(delete(ada, token).statusCode()).isEqualTo(204);
        assertThat(works(fresh)).isFalse();
        assertProblem(ada.get(token), 404, "not-found");
    }

    @Test
    @Tag("B4")
    @Tag("A16")
    void keepsThemFromMembersAndStrangers() {
        assertProblem(bob.get(robots), 403, "denied");
        assertProblem(bob.post(robots, "{\"name\":\"mine\",\"role\":\"admin\"}"), 403, "denied");
        assertProblem(bob.post(robots + "/ci/tokens", "{\"name\":\"x\"}"), 403, "denied");
        assertProblem(delete(bob, robots + "/ci"), 403, "denied");
        assertProblem(eve.post(robots, "{\"name\":\"mine\"}"), 404, "not-found");
        assertProblem(eve.post(robots + "/ci/tokens", "{\"name\":\"x\"}"), 404, "not-found");
        assertProblem(anyone.post(robots + "/ci/tokens", "{\"name\":\"x\"}"), 401, "unauthorized");
        assertThat(eve.get(robots + "/ci").body())
                .isEqualTo(eve.get(PATH + "/none/robots/ci").body().replace("none", name()));
    }

    @Test
    @Tag("A16")
    void confinesWhatTheManagerOfARepositoryMakes() {
        grants.set(web, Grantee.Kind.USER, "bob", Role.ADMIN, person());
        String confined = "{\"name\":\"one\",\"role\":\"write\",\"repository\":\"" + web.name() + "\"}";

        assertThat(bob.post(robots, confined).body()).contains("\"repository\":\"" + web.name() + "\"");
        assertThat(JsonPath.<List<String>>read(
                        bob.get(robots + "?repository=" + web.name()).body(), "$[*].name"))
                .containsExactly("one");
        HttpResponse<String> token = bob.post(robots + "/one/tokens", "{\"name\":\"x\",\"rights\":[\"admin\"]}");
        assertThat(token.body()).contains("\"repositories\":[\"" + web.name() + "\"]");
        assertProblem(bob.post(robots, "{\"name\":\"two\"}"), 403, "denied");
        assertProblem(
                bob.post(robots, "{\"name\":\"two\",\"repository\":\"" + name() + "/missing\"}"), 404, "name-unknown");
        assertProblem(bob.post(robots + "/ci/tokens", "{\"name\":\"x\"}"), 403, "denied");
        assertProblem(eve.get(robots + "?repository=" + web.name()), 404, "name-unknown");
        assertProblem(bob.post("/api/v1/namespaces/bob/robots", confined.replace("one", "three")), 404, "not-found");
    }

    @Test
    @Tag("A16")
    void makesNoRobotThatMayDoMoreThanTheToken() {
        Site narrow = token("ada", Right.READ, Right.ADMIN);
        Site tags = token(
                "ada", new CredentialScope(Set.of(Right.values()), new TagPatterns(List.of("v*")), Set.of(), Set.of()));

        assertProblem(narrow.post(robots, "{\"name\":\"strong\",\"role\":\"write\"}"), 403, "denied");
        assertProblem(narrow.post(robots + "/ci/tokens", "{\"name\":\"x\",\"rights\":[\"write\"]}"), 403, "denied");
        assertProblem(tags.post(robots, "{\"name\":\"strong\",\"role\":\"write\"}"), 403, "denied");
        assertProblem(narrow.post(robots + "/ci/tokens", "{\"name\":\"x\",\"expiresInDays\":300}"), 403, "denied");
        assertThat(narrow.post(robots, "{\"name\":\"weak\",\"role\":\"read\"}").statusCode())
                .isEqualTo(201);
        assertProblem(token("ada", Right.READ).post(robots, "{\"name\":\"weak\"}"), 403, "denied");
    }

    @Test
    @Tag("B2")
    void knowsNoRobotOrTokenOfAnother() {
        eve.post("/api/v1/namespaces/eve/robots", "{\"name\":\"eves\"}");
        int id = JsonPath.read(
                ada.post(robots + "/ci/tokens", "{\"name\":\"x\"}").body(), "$.id");
        String eves = "/api/v1/namespaces/eve/robots";

        assertProblem(eve.get(eves + "/ci"), 404, "not-found");
        assertProblem(eve.get(eves + "/eves/tokens/" + id), 404, "not-found");
        assertProblem(delete(eve, eves + "/eves/tokens/" + id), 404, "not-found");
        assertProblem(eve.patch(eves + "/eves/tokens/" + id, "{\"disabled\":true}"), 404, "not-found");
        assertProblem(eve.post(eves + "/eves/tokens/" + id + "/secrets", "{}"), 404, "not-found");
        delete(eve, eves + "/eves");
    }

    @Test
    void refusesTokensThatCannotBe() {
        String tokens = robots + "/ci/tokens";

        assertProblem(ada.post(tokens, "{}"), 400, "body-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"rights\":[\"fly\"]}"), 400, "body-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"tagPatterns\":[\"a b\"]}"), 400, "body-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"tagPatterns\":[null]}"), 400, "body-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"expiresInDays\":4000}"), 400, "credential-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"expiresInDays\":-1}"), 400, "credential-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"scope\":\"all\"}"), 400, "body-invalid");
        assertProblem(ada.post(tokens, "{\"name\":\"x\",\"repositories\":[\"eve/none\"]}"), 404, "name-unknown");
    }

    private boolean works(String secret) {
        return anyone.with("Bearer " + secret).get("/api/v1/repositories").statusCode() == 200;
    }

    private Caller.Person person() {
        User user = users.find("ada").orElseThrow();
        return new Caller.Person(user);
    }
}
