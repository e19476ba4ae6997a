package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is asked for and what is granted.
class ScopeHttpTest extends RegistryHttpBase {

    private String open;
    private String closed;

    @BeforeEach
    void pushImages() {
        open = freshName("scp-owner");
        closed = freshName("scp-owner");
        Images.push(person("scp-owner"), open, "open", "latest");
        Images.push(person("scp-owner"), closed, "closed", "latest");
        setVisibility(open, Visibility.PUBLIC);
    }

    @ParameterizedTest
    @Tag("A10")
    @ValueSource(
            strings = {"pull", "pull,push,delete,*", "*", "push,pull", "pull,admin,fly,PULL,pull", "pull, push", "*,*"})
    void grantsOfAnyActionsOnlyWhatIsHeld(String actions) {
        for (RegistryClient reader : List.of(anonymous(), person("scp-other"))) {
            assertThat(granted(reader, "repository:" + open + ":" + actions)).containsExactly("pull");
            assertThat(granted(reader, "repository:" + closed + ":" + actions)).containsExactly("");
        }
    }

    @Test
    @Tag("A10")
    void grantsNothingOutsideOfOnesOwnNamespace() {
        assertThat(granted(person("scp-other"), "repository:" + freshName("scp-owner") + ":*"))
                .containsExactly("");
        assertThat(granted(person("scp-other"), "repository:scp-nobody/x:*")).containsExactly("");
        assertThat(granted(person("scp-other"), "repository:" + freshName("scp-other") + ":*"))
                .containsExactly("pull,push,delete");
        assertThat(granted(administrator("scp-root"), "repository:" + closed + ":*"))
                .containsExactly("pull,push,delete");
    }

    @ParameterizedTest
    @Tag("A11")
    @ValueSource(
            strings = {
                "repository(plugin):{name}:pull",
                "repository:a:{name}:pull",
                "repository:host:5000/{name}:pull",
                "repository::pull",
                "repository:",
                "repository",
                ":",
                "::",
                ":::",
                "repository:{name}",
                "Repository:{name}:pull",
                "REPOSITORY:{name}:pull",
                "repository:{name}/:pull",
                "repository:/{name}:pull",
                "repository:{NAME}:pull",
                "repository:{name}\r\nrepository:{name}:pull",
                "repository:{name}\n:pull",
                "repository:{name}\u0000:pull",
                "repository:{name}\tx:pull",
                "repository:*:pull",
                "repository:%:pull",
                "repository:scp-owner/_:pull",
                "repository:../{name}:pull",
                "repository:\u202e{name}:pull",
                "registry:{name}:pull",
                "registry:everything:*",
                "user:{name}:pull"
            })
    void grantsNothingForAScopeItCannotRead(String scope) {
        String named = scope.replace("{name}", closed).replace("{NAME}", closed.toUpperCase(java.util.Locale.ROOT));
        Reply reply = person("scp-owner").get(RegistryClient.tokenPath(named));

        assertThat(reply.status()).as("%s", reply).isIn(200, 400);
        if (reply.status() == 200) {
            String token = reply.json().path("token").asString();
            assertThat(Jwt.claims(token).path("access")).isEmpty();
            assertThat(anonymous()
                            .bearer(token)
                            .get("/v2/" + closed + "/tags/list")
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @Tag("A11")
    @ValueSource(strings = {"PULL", "pulls", "", "pull;push", "pull|push", "push ", "-", "pull\r\n"})
    void knowsNoOtherActions(String actions) {
        RegistryClient owner = person("scp-owner");
        Reply reply = owner.get(RegistryClient.tokenPath("repository:" + closed + ":" + actions));

        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        String token = reply.json().path("token").asString();
        assertThat(granted(token)).allMatch(granted -> granted.isEmpty() || granted.equals(actions.strip()));
        assertThat(owner.bearer(token).get("/v2/" + closed + "/tags/list").status())
                .isEqualTo(401);
    }

    @Test
    @Tag("A11")
    void readsARepeatedScopeAsOne() {
        String token = person("scp-owner")
                .token(
                        "repository:" + closed + ":pull",
                        "repository:" + closed + ":push repository:" + closed + ":fly");

        assertThat(granted(token)).containsExactly("pull,push");
    }

    @Test
    @Tag("A11")
    void refusesAScopeOf64KiB() {
        String scope = "repository:scp-owner/" + "x".repeat(64 * 1024) + ":pull";

        assertThat(person("scp-owner").get(RegistryClient.tokenPath(scope)).status())
                .isIn(400, 414, 431);
        Reply posted = anonymous()
                .post(
                        "/token",
                        ("grant_type=refresh_token&scope=" + scope).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(posted.status()).as("%s", posted).isEqualTo(413);
    }

    private static List<String> granted(RegistryClient caller, String scope) {
        return granted(caller.token(scope));
    }

    private static List<String> granted(String token) {
        return Jwt.claims(token)
                .path("access")
                .valueStream()
                .map((JsonNode access) -> access.path("actions").asString())
                .toList();
    }
}
