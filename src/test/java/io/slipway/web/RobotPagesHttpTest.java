package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SlipwayTest
class RobotPagesHttpTest extends AcmePages {

    private static final String ROBOTS = "/orgs/acme/-/robots";

    @BeforeEach
    void robot() throws Exception {
        submit(ada, ROBOTS, ROBOTS, Map.of("name", "ci", "role", "write"));
    }

    @Test
    void pushesWithATokenThatIsShownOnce() throws Exception {
        HttpResponse<String> made =
                submit(ada, ROBOTS, ROBOTS + "/ci/tokens", Map.of("name", "main", "right", "write", "days", "30"));
        String secret = secret(made);

        assertThat(made.body())
                .contains("docker login " + ada.host() + " -u &#39;acme+ci&#39; --password-stdin")
                .contains("kubernetes.io/dockerconfigjson", "docker/login-action@v3", "before_script:");
        assertThat(ada.get(ROBOTS + "/ci").body()).contains("main", secret.substring(secret.length() - 4));
        assertThat(ada.get(ROBOTS + "/ci").body()).doesNotContain(secret);
        new Pusher(port, "acme+ci", secret).push("acme/by-robot", "1");
        assertThat(ada.get("/orgs/acme").body()).contains("acme/by-robot");
    }

    @Test
    void rotatesDisablesAndRevokes() throws Exception {
        String robot = ROBOTS + "/ci";
        submit(ada, ROBOTS, robot + "/tokens", Map.of("name", "turn", "right", "read", "days", "30"));
        Matcher id =
                Pattern.compile(robot + "/tokens/(\\d+)").matcher(ada.get(robot).body());
        assertThat(id.find()).isTrue();
        String token = robot + "/tokens/" + id.group(1);

        assertThat(secret(submit(ada, ROBOTS, token + "/secrets", Map.of("hours", "24"))))
                .isNotEmpty();
        submit(ada, ROBOTS, token, Map.of("_method", "patch", "disabled", "true"));
        assertThat(ada.get(robot).body()).contains(">Enable<");
        submit(ada, ROBOTS, token, Map.of("_method", "delete"));
        assertThat(ada.get(robot).body()).doesNotContain(token + "\"");
        assertThat(submit(ada, ROBOTS, token, Map.of("_method", "delete")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void explainsWhatIsWrongBesideTheField() throws Exception {
        assertThat(submit(ada, ROBOTS, ROBOTS, Map.of("name", "ci")).body()).contains("taken already");
        assertThat(submit(ada, ROBOTS, ROBOTS, Map.of("name", "x1", "repository", "none"))
                        .body())
                .contains("no such repository here that you manage");
        String tokens = ROBOTS + "/ci/tokens";
        assertThat(submit(ada, ROBOTS, tokens, Map.of("name", "", "right", "read"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit(ada, ROBOTS, tokens, Map.of("name", "x", "days", "9999"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(submit(ada, ROBOTS, tokens, Map.of("name", "x", "tags", "a/b"))
                        .body())
                .contains("At most 20 patterns");
    }

    @Test
    @Tag("B2")
    @Tag("B4")
    void keepsThemFromMembersAndStrangers() throws Exception {
        for (String name : List.of("bob", "eve")) {
            Browser other = as(name);
            String own = "/u/" + name + "/-/robots";
            assertThat(other.get(ROBOTS).statusCode()).isEqualTo(404);
            assertThat(other.get(ROBOTS + "/ci").statusCode()).isEqualTo(404);
            for (String target : List.of(ROBOTS, ROBOTS + "/ci/tokens", own + "/ci/tokens")) {
                HttpResponse<String> refused = submit(other, own, target, Map.of("name", "mine", "right", "read"));
                assertThat(refused.statusCode()).as(target).isEqualTo(404);
            }
        }
        assertThat(ada.post(ROBOTS + "/ci/tokens", Map.of("name", "x")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void keepsRobotsOfAUsersOwnNamespace() throws Exception {
        Browser eve = as("eve");
        String own = "/u/eve/-/robots";

        assertThat(Browser.location(submit(eve, own, own, Map.of("name", "mine", "role", "write"))))
                .isEqualTo(own + "/mine?done=created");
        String secret =
                secret(submit(eve, own, own + "/mine/tokens", Map.of("name", "x", "right", "write", "days", "1")));
        new Pusher(port, "eve+mine", secret).push("eve/image", "1");
        submit(eve, own, own + "/mine", Map.of("_method", "patch", "disabled", "true"));
        assertThat(eve.get(own).body()).contains("Disabled");
        assertThat(submit(eve, own, own + "/mine", Map.of("_method", "delete", "confirm", "no"))
                        .statusCode())
                .isEqualTo(422);
        submit(eve, own, own + "/mine", Map.of("_method", "delete", "confirm", "mine"));
        assertThat(eve.get(own + "/mine").statusCode()).isEqualTo(404);
        assertThat(ada.get(own).statusCode()).isEqualTo(404);
    }
}
