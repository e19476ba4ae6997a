package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.CredentialScope;
import io.slipway.access.Right;
import io.slipway.content.TagPatterns;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationsHttpTest extends OrganisationsHttpBase {

    @Test
    void listsTheCallersOwnAndAllForAdministrators() {
        assertThat(names(ada.get(PATH + "?limit=1000"))).contains(name());
        assertThat(names(bob.get(PATH + "?limit=1000"))).contains(name());
        assertThat(names(eve.get(PATH + "?limit=1000"))).doesNotContain(name());
        assertThat(names(admin.get(PATH + "?all=true&limit=1000"))).contains(name());
        assertThat(admin.get(PATH + "?all=true&limit=1")
                        .headers()
                        .firstValue("Link")
                        .orElse("-"))
                .as("goes on with all")
                .matches("-|<" + PATH + "\\?all=true&limit=1&after=.*");
        assertProblem(ada.get(PATH + "?all=true"), 403, "denied");
        assertProblem(anyone.get(PATH), 401, "unauthorized");
    }

    @Test
    void changesWhatOwnersSay() {
        HttpResponse<String> read = ada.get(org);
        String tag = read.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> changed = patchIf(tag, "{\"displayName\":\"Acme Ltd\",\"defaultRole\":\"none\"}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("Acme Ltd", "\"defaultRole\":\"none\"", "\"membersCreate\":true");
        assertProblem(patchIf(tag, "{\"description\":\"late\"}"), 412, "precondition-failed");
    }

    @Test
    @Tag("B1")
    void refusesFieldsThatThereAreNot() {
        assertProblem(ada.patch(org, "{\"id\":1}"), 400, "body-invalid");
        assertProblem(ada.post(PATH, "{\"name\":\"mine\",\"owner\":\"ada\"}"), 400, "body-invalid");
        assertProblem(ada.patch(org, "{\"defaultRole\":\"king\"}"), 400, "body-invalid");
    }

    @ParameterizedTest
    @Tag("B7")
    @ValueSource(strings = {"orgs", "v2", "api", "_x", "..", "a", "Acme", "\\u202eacme", "acme\\u0000", "аcme"})
    void refusesHostileNames(String name) {
        assertThat(ada.post(PATH, "{\"name\":\"" + name + "\"}").statusCode()).isEqualTo(400);
    }

    @Test
    @Tag("B4")
    void keepsSettingsFromMembersAndStrangers() {
        assertProblem(bob.patch(org, "{\"membersCreate\":false}"), 403, "denied");
        assertProblem(eve.patch(org, "{}"), 404, "not-found");
        assertProblem(anyone.patch(org, "{}"), 401, "unauthorized");
        assertThat(eve.get(org).body())
                .isEqualTo(eve.get(PATH + "/missing").body().replace("missing", name()));
        assertThat(bob.get(org).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("A15")
    void holdsTokensToTheirScope() {
        Site reader = token("ada", Right.READ);
        Site elsewhere =
                token("ada", new CredentialScope(Set.of(Right.ADMIN), TagPatterns.EVERY, Set.of(), Set.of(1L)));

        assertThat(reader.get(org).statusCode()).isEqualTo(200);
        assertProblem(reader.patch(org, "{}"), 403, "denied");
        assertProblem(reader.post(PATH, "{\"name\":\"by-token\"}"), 403, "denied");
        assertProblem(elsewhere.get(org), 404, "not-found");
        assertProblem(elsewhere.get(org + "/members"), 404, "not-found");
        assertThat(token("ada", Right.ADMIN).patch(org, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsMembers() {
        assertThat(names(bob.get(org + "/members"))).containsExactly("ada", "bob");
        assertThat(bob.get(org + "/members?limit=1").headers().firstValue("Link"))
                .contains("<" + org + "/members?limit=1&after=ada>; rel=\"next\"");
        assertThat(put(ada, org + "/members/bob", "{\"owner\":true}").body()).contains("\"owner\":true");
        assertThat(put(bob, org + "/members/ada", "{\"owner\":false}").statusCode())
                .isEqualTo(200);
        assertProblem(delete(ada, org + "/members/bob"), 403, "denied");
        assertThat(delete(ada, org + "/members/ada").statusCode()).isEqualTo(204);
        assertProblem(ada.get(org), 404, "not-found");
        assertProblem(put(bob, org + "/members/nobody", "{}"), 404, "not-found");
    }

    @Test
    @Tag("B9")
    void protectsTheLastOwner() {
        assertProblem(delete(ada, org + "/members/ada"), 409, "last-owner");
        assertProblem(put(ada, org + "/members/ada", "{\"owner\":false}"), 409, "last-owner");
    }

    @Test
    @Tag("B4")
    void keepsMembershipFromMembersAndStrangers() {
        assertProblem(put(bob, org + "/members/bob", "{\"owner\":true}"), 403, "denied");
        assertProblem(put(eve, org + "/members/eve", "{}"), 404, "not-found");
        assertProblem(delete(eve, org + "/members/bob"), 404, "not-found");
        assertProblem(eve.get(org + "/members"), 404, "not-found");
        assertThat(delete(bob, org + "/members/bob").statusCode()).isEqualTo(204);
    }

    @Test
    @Tag("A13")
    void renamesAndDeletesForOwnersOnly() {
        String renamed = PATH + "/re-" + name();

        assertProblem(bob.patch(org, "{\"name\":\"mine\"}"), 403, "denied");
        assertProblem(delete(bob, org), 403, "denied");
        assertProblem(delete(eve, org), 404, "not-found");
        assertProblem(ada.patch(org, "{\"name\":\"eve\"}"), 409, "name-taken");
        assertThat(ada.patch(org, "{\"name\":\"re-" + name() + "\"}").body()).contains("\"name\":\"re-" + name());
        assertProblem(ada.get(org), 404, "not-found");
        assertThat(delete(ada, renamed).statusCode()).isEqualTo(202);
        assertProblem(ada.get(renamed), 404, "not-found");
        assertThat(eve.post(PATH, "{\"name\":\"re-" + name() + "\"}").statusCode())
                .isEqualTo(201);
        assertProblem(ada.get(renamed), 404, "not-found");
    }

    @Test
    void takesNoUserForAnOrganisation() {
        assertProblem(ada.get(PATH + "/ada"), 404, "organisation-unknown");
        assertProblem(ada.get(PATH + "/ada/members"), 404, "organisation-unknown");
        assertProblem(ada.post(PATH + "/ada/teams", "{\"name\":\"dev\"}"), 404, "organisation-unknown");
        assertProblem(ada.post(PATH + "/ada/invitations", "{}"), 404, "organisation-unknown");
    }

    @Test
    void invites() {
        ada.post(org + "/teams", "{\"name\":\"dev\"}");
        HttpResponse<String> made = ada.post(org + "/invitations", "{\"teams\":[\"dev\"]}");
        int id = JsonPath.read(made.body(), "$.id");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(JsonPath.<String>read(made.body(), "$.link")).startsWith("/orgs/-/invitations/");
        assertThat(ada.get(org + "/invitations").body())
                .contains("\"id\":" + id)
                .doesNotContain("link");
        assertProblem(bob.get(org + "/invitations"), 403, "denied");
        assertProblem(eve.post(org + "/invitations", "{}"), 404, "not-found");
        assertProblem(ada.post(org + "/invitations", "{\"email\":\"nothing\"}"), 400, "email-invalid");
        ada.post(PATH, "{\"name\":\"other-" + name() + "\"}");
        assertProblem(delete(ada, PATH + "/other-" + name() + "/invitations/" + id), 404, "not-found");
        assertThat(delete(ada, org + "/invitations/" + id).statusCode()).isEqualTo(204);
        assertProblem(delete(ada, org + "/invitations/" + id), 404, "not-found");
    }

    private HttpResponse<String> patchIf(String tag, String body) {
        return ada.send(ada.to(org)
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static List<String> names(HttpResponse<String> answer) {
        return JsonPath.read(answer.body(), "$[*].name");
    }
}
