package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Images.Image;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenEndpointHttpTest extends RegistryHttpBase {

    private static final int BODY_LIMIT = 16 * 1024;

    @Test
    void givesATokenAsDockerReadsIt() {
        RegistryClient person = person("tok-ada");
        Reply reply = person.get("/token?account=tok-ada&client_id=docker&service=localhost");

        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        JsonNode body = reply.json();
        assertThat(body.path("access_token")).isEqualTo(body.path("token"));
        assertThat(body.path("expires_in").asInt()).isEqualTo(240);
        Instant issued = Instant.parse(body.path("issued_at").asString());
        assertThat(Duration.between(issued, Instant.now())).isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(60));
        assertThat(body.has("refresh_token")).isFalse();
        assertThat(person.bearer(body.path("token").asString()).get("/v2/").status())
                .isEqualTo(200);
    }

    @Test
    void saysInTheTokenWhoMayDoWhat() {
        Image image = Images.push(person("tok-ada"), freshName("tok-ada"), "layer", "latest");
        String missing = freshName("tok-ada");
        String token = person("tok-ada")
                .token("repository:" + image.repository() + ":pull,push", "repository:" + missing + ":pull");

        assertThat(Jwt.header(token).path("alg").asString()).isEqualTo("ES256");
        assertThat(Jwt.header(token).path("kid").asString()).isNotBlank();
        JsonNode claims = Jwt.claims(token);
        assertThat(claims.path("iss").asString()).isEqualTo(instanceId());
        assertThat(claims.path("aud").asString()).isEqualTo(instanceId());
        assertThat(claims.path("sub").asString())
                .isEqualTo(String.valueOf(user("tok-ada", false).id()));
        assertThat(claims.path("jti").asString()).isNotBlank();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(240);
        JsonNode access = claims.path("access").path(0);
        assertThat(access.path("type").asString()).isEqualTo("repository");
        assertThat(access.path("name").asString()).isEqualTo(image.repository());
        assertThat(access.path("id").asLong()).isPositive();
        assertThat(access.path("ns").asLong()).isEqualTo(user("tok-ada", false).namespaceId());
        assertThat(access.path("av").isNumber()).isTrue();
        assertThat(access.path("asked").asString()).isEqualTo("pull,push");
        assertThat(access.path("actions").asString()).isEqualTo("pull,push");
        assertThat(claims.path("access").path(1).path("id").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scope={a}+{b}
            scope={a}%20{b}
            scope={a}&scope={b}
            scope=%20{a}++{b}+&scope=
            """)
    void readsSeveralScopesInOneOrSeveralParameters(String query) {
        String first = freshName("tok-ada");
        String second = freshName("tok-ada");
        String filled = query.replace("{a}", "repository:" + first + ":push,pull")
                .replace("{b}", "repository%3A" + second + "%3Apull");

        String byGet =
                person("tok-ada").get("/token?" + filled).json().path("token").asString();
        String byPost = post("grant_type=password&username=tok-ada&password=" + password() + "&" + filled)
                .json()
                .path("access_token")
                .asString();

        for (String token : new String[] {byGet, byPost}) {
            assertThat(Jwt.claims(token)
                            .path("access")
                            .valueStream()
                            .map(access -> access.path("name").asString() + ":"
                                    + access.path("actions").asString()))
                    .containsExactlyInAnyOrder(first + ":pull,push", second + ":pull");
        }
    }

    @Test
    void givesAnAnonymousTokenToNobody() {
        Reply reply = anonymous().get("/token?service=localhost&offline_token=true&scope=repository:tok-ada/x:pull");

        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        assertThat(reply.json().has("refresh_token")).isFalse();
        String token = reply.json().path("token").asString();
        assertThat(Jwt.claims(token).path("access").path(0).path("actions").asString())
                .isEmpty();
        Reply base = anonymous().bearer(token).get("/v2/");
        assertThat(base.status()).isEqualTo(401);
        ChallengeHeader.of(base);
    }

    @Test
    void exchangesARefreshTokenUntilThePasswordChanges() {
        person("tok-changing");
        Reply login = person("tok-changing").get("/token?offline_token=true&client_id=docker");
        String refresh = login.json().path("refresh_token").asString();
        assertThat(refresh).hasSizeGreaterThan(40);
        String name = freshName("tok-changing");
        String form = "grant_type=refresh_token&client_id=docker&service=localhost&refresh_token=" + refresh
                + "&scope=repository:" + name + ":push,pull";

        Reply renewed = post(form);

        assertThat(renewed.status()).as("%s", renewed).isEqualTo(200);
        assertThat(renewed.json().path("refresh_token").asString()).isEqualTo(refresh);
        Images.push(anonymous().bearer(renewed.json().path("access_token").asString()), name, "layer", "latest");
        users.changePassword(user("tok-changing", false).id(), PASSWORD, PASSWORD + ", changed");
        assertRefused(post(form), 401);
        assertRefused(person("tok-changing").get("/token"), 401);
        assertThat(anonymous()
                        .basic("tok-changing", PASSWORD + ", changed")
                        .get("/token")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givesARefreshTokenByPostWhenAskedForOfflineAccess() {
        person("tok-ada");
        String form = "grant_type=password&client_id=x&service=y&username=tok-ada&password=" + password();

        assertThat(post(form).json().has("refresh_token")).isFalse();
        String refresh =
                post(form + "&access_type=offline").json().path("refresh_token").asString();

        assertThat(post("grant_type=refresh_token&refresh_token=" + refresh).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "tok-ada,wrong",
        "tok-ada,''",
        "nobody-at-all,wrong",
        "'',wrong",
        "TOK-ADA,a horse",
        "tok-ada,tok-ada",
        "' tok-ada',x"
    })
    void refusesAWrongPasswordAsDockerPrintsIt(String name, String password) {
        person("tok-ada");

        Reply byGet = anonymous().basic(name, password).get("/token?account=" + "tok-ada&offline_token=true");
        Reply byPost = post("grant_type=password&username=" + RegistryClient.encode(name) + "&password="
                + RegistryClient.encode(password));

        for (Reply reply : new Reply[] {byGet, byPost}) {
            assertRefused(reply, 401);
            assertThat(reply.errorMessage()).isEqualTo("the user name or the password is not right");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc",
                "Negotiate abc",
                "Basic",
                "Basic %%%",
                "Basic YWJj",
                "Digest username=\"tok-ada\"",
                "x"
            })
    void refusesCredentialsItCannotReadAsDockerPrintsIt(String authorization) {
        assertRefused(anonymous().with("Authorization", authorization).get("/token"), 401);
    }

    @ParameterizedTest
    @CsvSource({
        "'',400",
        "grant_type=,400",
        "grant_type=client_credentials,400",
        "grant_type=password,401",
        "grant_type=password&username=tok-ada,401",
        "grant_type=refresh_token,401",
        "grant_type=refresh_token&refresh_token=,401",
        "grant_type=refresh_token&refresh_token=abc,401",
        "grant_type=refresh_token&refresh_token=%00%ff,401",
        "'{\"grant_type\":\"password\"}',400"
    })
    void refusesAPostItCannotUse(String form, int status) {
        assertRefused(post(form), status);
    }

    @ParameterizedTest
    @CsvSource({"-1,200", "0,200", "1,413"})
    void readsABodyOfAtMost16KiB(int more, int status) {
        person("tok-ada");
        String form = "grant_type=password&username=tok-ada&password=" + password() + "&padding=";

        Reply reply = post(form + "x".repeat(BODY_LIMIT + more - form.length()));

        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        if (status != 200) {
            assertRefused(reply, status);
        }
    }

    @Test
    void doesNotReadABodyThatIsFarTooLarge() {
        assertRefused(post("grant_type=refresh_token&refresh_token=" + "x".repeat(1024 * 1024)), 413);
    }

    @ParameterizedTest
    @CsvSource({"40,200", "41,400"})
    void givesATokenForAtMost40Scopes(int count, int status) {
        String scopes = numbered(count, "x");

        Reply byGet = person("tok-ada").get("/token?scope=" + scopes);
        Reply byParameters = person("tok-ada").get("/token?scope=" + scopes.replace("+", "&scope="));
        Reply byPost = post("grant_type=password&username=tok-ada&password=" + password() + "&scope=" + scopes);

        for (Reply reply : new Reply[] {byGet, byParameters, byPost}) {
            assertThat(reply.status()).as("%s", reply).isEqualTo(status);
            if (status != 200) {
                assertRefused(reply, status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 100, 200, 247})
    void givesNoTokenThatItWouldNotReadItself(int length) {
        person("tok-ada");
        String scopes = numbered(40, "x".repeat(length - 6));

        Reply reply = post("grant_type=password&username=tok-ada&password=" + password() + "&scope=" + scopes);

        if (reply.status() == 200) {
            String token = reply.json().path("access_token").asString();
            assertThat(anonymous().bearer(token).get("/v2/").status()).isEqualTo(200);
        } else {
            assertThat(length).isGreaterThan(100);
            assertRefused(reply, 400);
            assertThat(reply.errorMessage()).contains("scopes");
        }
    }

    @Test
    @Tag("A11")
    void refuses500Scopes() {
        assertRefused(
                post("grant_type=refresh_token&refresh_token=x&scope=" + "repository:a/b:pull+".repeat(500)), 400);
    }

    private static String numbered(int count, String name) {
        return Arrays.stream(new int[count])
                .mapToObj(_ -> "repository:" + freshName("tok-ada").replace("/r", "/" + name) + ":pull,push")
                .collect(Collectors.joining("+"));
    }

    private Reply post(String form) {
        return anonymous()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post("/token", form.getBytes(StandardCharsets.UTF_8));
    }

    private String instanceId() {
        return jdbc.sql("SELECT instance_id::text FROM work.site_state")
                .query(String.class)
                .single();
    }

    private static String password() {
        return RegistryClient.encode(PASSWORD);
    }

    private static void assertRefused(Reply reply, int status) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.json().path("details").asString("")).isNotBlank().isEqualTo(reply.errorMessage());
        assertThat(reply.errorCode()).isNotBlank();
        assertThat(reply.text()).doesNotContain("token\":");
    }
}
