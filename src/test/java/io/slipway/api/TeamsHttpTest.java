package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TeamsHttpTest extends OrganisationsHttpBase {

    private String teams;

    @BeforeEach
    void team() {
        teams = org + "/teams";
        assertThat(ada.post(teams, "{\"name\":\"dev\",\"description\":\"builds it\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void keepsTeams() {
        assertProblem(ada.post(teams, "{\"name\":\"dev\"}"), 409, "name-taken");
        assertProblem(ada.post(teams, "{\"name\":\"Dev Team\"}"), 400, "name-invalid");
        assertThat(ada.patch(teams + "/dev", "{\"name\":\"devs\"}").body())
                .contains("\"name\":\"devs\"", "\"description\":\"builds it\"");
        assertThat(JsonPath.<List<String>>read(bob.get(teams).body(), "$[*].name"))
                .containsExactly("devs");
        assertThat(delete(ada, teams + "/devs").statusCode()).isEqualTo(204);
        assertProblem(ada.get(teams + "/devs"), 404, "not-found");
    }

    @Test
    void keepsTheirMembers() {
        String members = teams + "/dev/members";

        assertThat(put(ada, members + "/bob", "").statusCode()).isEqualTo(204);
        assertThat(put(ada, members + "/bob", "").statusCode()).isEqualTo(204);
        assertThat(JsonPath.<List<String>>read(bob.get(members).body(), "$[*].name"))
                .containsExactly("bob");
        assertProblem(put(ada, members + "/eve", ""), 404, "member-unknown");
        assertThat(delete(ada, members + "/bob").statusCode()).isEqualTo(204);
        assertProblem(delete(ada, members + "/bob"), 404, "member-unknown");
    }

    @Test
    @Tag("B4")
    void keepsThemFromMembersAndStrangers() {
        assertProblem(bob.post(teams, "{\"name\":\"mine\"}"), 403, "denied");
        assertProblem(put(bob, teams + "/dev/members/bob", ""), 403, "denied");
        assertProblem(delete(bob, teams + "/dev"), 403, "denied");
        assertProblem(eve.get(teams), 404, "not-found");
        assertProblem(eve.get(teams + "/dev/members"), 404, "not-found");
        assertProblem(delete(eve, teams + "/dev"), 404, "not-found");
        assertProblem(delete(anyone, teams + "/dev"), 401, "unauthorized");
    }

    @Test
    @Tag("B2")
    void knowsNoTeamOfAnotherOrganisation() {
        eve.post(PATH, "{\"name\":\"evil-" + name() + "\"}");
        String foreign = PATH + "/evil-" + name() + "/teams/dev";

        assertProblem(eve.get(foreign), 404, "not-found");
        assertProblem(eve.patch(foreign, "{\"description\":\"mine\"}"), 404, "not-found");
        assertProblem(delete(eve, foreign), 404, "not-found");
        assertProblem(put(eve, foreign + "/members/eve", ""), 404, "not-found");
    }

    @Test
    void givesRolesOnEverythingAndOnWhatIsNew() {
        for (String grants : List.of(org + "/grants", org + "/default-grants")) {
            assertThat(put(ada, grants + "/teams/dev", "{\"role\":\"write\"}").statusCode())
                    .isEqualTo(204);
            assertThat(put(ada, grants + "/teams/dev", "{\"role\":\"read\"}").statusCode())
                    .isEqualTo(204);
            assertThat(put(ada, grants + "/users/eve", "{\"role\":\"read\"}").statusCode())
                    .isEqualTo(204);
            assertThat(JsonPath.<List<String>>read(ada.get(grants).body(), "$[?(@.role=='read')].name"))
                    .containsExactlyInAnyOrder("dev", "eve");
            assertProblem(put(ada, grants + "/teams/dev", "{\"role\":\"none\"}"), 400, "body-invalid");
            assertProblem(put(ada, grants + "/teams/ops", "{\"role\":\"read\"}"), 404, "grantee-unknown");
            assertProblem(put(ada, grants + "/kings/dev", "{\"role\":\"read\"}"), 404, "not-found");
            assertProblem(bob.get(grants), 403, "denied");
            assertProblem(put(bob, grants + "/users/bob", "{\"role\":\"admin\"}"), 403, "denied");
            assertThat(delete(ada, grants + "/users/eve").statusCode()).isEqualTo(204);
            assertProblem(delete(ada, grants + "/users/eve"), 404, "grantee-unknown");
            assertProblem(eve.get(grants), 404, "not-found");
        }
    }
}
