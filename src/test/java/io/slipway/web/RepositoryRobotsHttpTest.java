package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Ada owns acme; eve is no member but has admin on acme/web; bob is a member and writes there.
@SlipwayTest
class RepositoryRobotsHttpTest extends AcmePages {

    private static final String LIST = "/r/acme/web/-/robots";
    private static final String ROBOTS = "/orgs/acme/-/robots";

    private Browser eve;

    @Override
    void prepare() throws Exception {
        pusher().push("acme/web", "1");
        pusher().push("acme/api", "1");
        grant("eve", "acme/web", "admin");
        grant("bob", "acme/web", "write");
        submit(ada, ROBOTS, ROBOTS, Map.of("name", "wide", "role", "write"));
        submit(ada, ROBOTS, ROBOTS, Map.of("name", "api", "repository", "acme/api", "role", "write"));
    }

    @BeforeEach
    void signIn() throws Exception {
        eve = as("eve");
    }

    @Test
    void makesARobotThatPushesThereAndNowhereElse() throws Exception {
        HttpResponse<String> made = submit(eve, LIST, LIST, Map.of("name", "ci", "role", "write"));

        assertThat(Browser.location(made)).isEqualTo(ROBOTS + "/ci?done=created");
        assertThat(eve.get(LIST).body())
                .contains("href=\"" + ROBOTS + "/ci\"", "acme+ci")
                .doesNotContain("acme+wide", "acme+api");
        assertThat(eve.get(ROBOTS + "/ci").body())
                .contains("href=\"" + LIST + "\"")
                .doesNotContain("The firm of Acme");
        HttpResponse<String> token =
                submit(eve, LIST, ROBOTS + "/ci/tokens", Map.of("name", "main", "right", "write", "days", "30"));
        assertThat(token.body()).contains("kubernetes.io/dockerconfigjson", "docker/login-action@v3");
        String secret = secret(token);
        new Pusher(port, "acme+ci", secret).push("acme/web", "2");
        assertThatThrownBy(() -> new Pusher(port, "acme+ci", secret).push("acme/api", "2"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ada.get("/r/acme/api/-/tags").body()).doesNotContain(">2<");
    }

    @Test
    void rotatesDisablesAndDeletes() throws Exception {
        submit(eve, LIST, LIST, Map.of("name", "turn", "role", "read"));
        String robot = ROBOTS + "/turn";
        submit(eve, LIST, robot + "/tokens", Map.of("name", "main", "right", "read", "days", "30"));
        Matcher id =
                Pattern.compile(robot + "/tokens/(\\d+)").matcher(eve.get(robot).body());
        assertThat(id.find()).isTrue();
        String token = robot + "/tokens/" + id.group(1);

        assertThat(secret(submit(eve, LIST, token + "/secrets", Map.of("hours", "24"))))
                .startsWith("slr_");
        submit(eve, LIST, token, Map.of("_method", "patch", "disabled", "true"));
        assertThat(eve.get(robot).body()).contains(">Enable<");
        submit(eve, LIST, robot, Map.of("_method", "patch", "disabled", "true"));
        assertThat(eve.get(LIST).body()).contains("Disabled");
        assertThat(submit(eve, LIST, robot, Map.of("_method", "delete", "confirm", "no"))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> deleted = submit(eve, LIST, robot, Map.of("_method", "delete", "confirm", "turn"));
        assertThat(Browser.location(deleted)).isEqualTo(LIST + "?done=deleted");
        assertThat(eve.get(Browser.location(deleted)).body()).doesNotContain("acme+turn");
        // whoever governs the namespace goes on there
        submit(ada, LIST, LIST, Map.of("name", "turn"));
        assertThat(Browser.location(submit(ada, LIST, robot, Map.of("_method", "delete", "confirm", "turn"))))
                .isEqualTo(ROBOTS + "?done=deleted");
    }

    @Test
    void explainsWhatIsWrongBesideTheField() throws Exception {
        assertThat(submit(eve, LIST, LIST, Map.of("name", "wide")).body()).contains("taken already");
        HttpResponse<String> refused = submit(eve, LIST, LIST, Map.of("name", "A b", "description", "typed"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"name-error\"", "typed");
    }

    @Test
    @Tag("B1")
    void makesNoneForAnotherRepository() throws Exception {
        submit(eve, LIST, LIST, Map.of("name", "sly", "repository", "acme/api", "role", "admin"));

        assertThat(ada.get(ROBOTS + "/sly").body()).contains("Only for acme/web");
    }

    @Test
    @Tag("B2")
    void reachesNoOtherRobots() throws Exception {
        submit(eve, LIST, LIST, Map.of("name", "own"));
        submit(ada, LIST, ROBOTS + "/wide/tokens", Map.of("name", "main", "right", "read", "days", "30"));
        Matcher id = Pattern.compile("/wide/tokens/(\\d+)")
                .matcher(ada.get(ROBOTS + "/wide").body());
        assertThat(id.find()).isTrue();

        for (String robot : List.of("wide", "api")) {
            assertThat(eve.get(ROBOTS + "/" + robot).statusCode()).isEqualTo(404);
            assertThat(submit(eve, LIST, ROBOTS + "/" + robot, Map.of("_method", "delete", "confirm", robot))
                            .statusCode())
                    .isEqualTo(404);
        }
        String foreign = ROBOTS + "/own/tokens/" + id.group(1);
        assertThat(submit(eve, LIST, foreign, Map.of("_method", "delete")).statusCode())
                .isEqualTo(404);
        assertThat(submit(eve, LIST, foreign + "/secrets", Map.of("hours", "0")).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("A2")
    @Tag("B4")
    void isNotThereForAnybodyElse() throws Exception {
        submit(eve, LIST, LIST, Map.of("name", "kept"));
        for (String name : List.of("bob", "tom")) {
            Browser other = as(name);
            assertThat(other.get(LIST).statusCode()).as(name).isEqualTo(404);
            assertThat(other.get(ROBOTS + "/kept").statusCode()).as(name).isEqualTo(404);
            assertThat(submit(other, "/", LIST, Map.of("name", name)).statusCode())
                    .as(name)
                    .isEqualTo(404);
        }
        assertThat(as("bob").get("/r/acme/web/-/tags").body()).doesNotContain(LIST);
        Browser anonymous = new Browser(port);
        assertThat(anonymous.get(LIST).statusCode()).isEqualTo(404);
        assertThat(submit(anonymous, "/login", LIST, Map.of("name", "none")).statusCode())
                .isEqualTo(404);
        assertThat(eve.get("/r/acme/api/-/robots").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("G3")
    void refusesAFormWithoutItsToken() throws Exception {
        assertThat(eve.post(LIST, Map.of("name", "forged")).statusCode()).isEqualTo(403);
    }
}
