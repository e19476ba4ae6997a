package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Triggers, rules and secrets by REST.
@SlipwayTest
class BuildTriggersHttpTest {

    private static final String SSH = "{\"provider\":\"gitea\",\"url\":\"git@git.example.com:acme/web.git\","
            + "\"access\":\"key\",\"hostKeys\":[\"git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0\"]}";
    private static int count;

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    @Autowired
    JdbcClient jdbc;

    private Site anyone;
    private Site ada;
    private String path;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        String name = "acme/built" + count++;
        Town.make(ada, name);
        path = "/api/v1/repositories/" + name + "/-/build-triggers";
    }

    @Test
    void makesShowsChangesAndDeletesThem() {
        HttpResponse<String> made = ada.post(path, github("\"token\":\"glpat-very-secret\",\"access\":\"token\""));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String one = made.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> shown = ada.get(one);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).doesNotContain("secret").contains("\"state\":\"active\"", "\"remote\":\"off\"");
        assertThat(ada.get(path).body()).isEqualTo("[" + shown.body() + "]");

        String tag = shown.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> changed = ada.send(ada.to(one)
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .method("PATCH", body("{\"submodules\":true,\"enabled\":false}")));
        assertThat(changed.body()).contains("\"submodules\":true", "\"state\":\"off\"", "\"access\":\"token\"");
        assertProblem(
                ada.send(ada.to(one)
                        .header("If-Match", tag)
                        .header("Content-Type", "application/json")
                        .method("PATCH", body("{}"))),
                412,
                "precondition-failed");
        assertThat(ada.post(one + "/resume", "{}").body()).contains("\"state\":\"active\"");
        assertThat(ada.change("DELETE", one, "", "application/json").statusCode())
                .isEqualTo(204);
        assertProblem(ada.get(one), 404, "not-found");
        assertThat(ada.get(path).body()).isEqualTo("[]");
        await().untilAsserted(() -> assertThat(
                        ada.get(path.replace("build-triggers", "audit")).body())
                .contains("build-trigger.create", "build-trigger.change", "build-trigger.delete")
                .doesNotContain("glpat-very-secret"));
    }

    @ParameterizedTest
    @Tag("F4")
    @Tag("E1")
    @ValueSource(
            strings = {
                "ext::sh -c touch% /tmp/x", "--upload-pack=x", "file:///etc", "ssh://-oProxyCommand=id/a",
                "git://git.example.com/a", "https:///x", "https://u:p@git.example.com/a", "https://127.0.0.1/a",
                "https://10.0.0.1/a", "https://[::1]/a", "https://[::ffff:10.0.0.1]/a", "https://2130706433/a",
                "https://0x7f.1/a", "https://localhost./a", "https://db.internal/a", "https://kubernetes.default/a",
                "https://169.254.169.254/a", "https://git.example.com:0/a", "http://git.example.com/a"
            })
    void refusesAddressesThatMayNotBeGoneTo(String url) {
        HttpResponse<String> answer = ada.post(path, "{\"provider\":\"git\",\"url\":\"" + url + "\"}");

        assertProblem(answer, 400, "invalid");
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo("url");
    }

    @Test
    void makesDeployKeysAndNeedsTheKeysOfTheHost() {
        assertProblem(ada.post(path, SSH.replaceFirst(",\"hostKeys.*", "}")), 400, "invalid");
        String one = make(SSH);
        String key = JsonPath.read(ada.get(one + "/key").body(), "$.publicKey");
        assertThat(key).startsWith("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI").contains(" slipway-");
        String other = JsonPath.read(
                ada.change("PUT", one + "/key", "{}", "application/json").body(), "$.publicKey");
        assertThat(other).startsWith("ssh-ed25519 ").isNotEqualTo(key);
    }

    @Test
    void wantsTheTokenAgainForAnotherHost() {
        String one = make(github("\"access\":\"token\",\"token\":\"abc\""));
        assertThat(ada.patch(one, "{\"url\":\"https://git.example.com/acme/other\"}")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(ada.patch(one, "{\"url\":\"https://git.example.com:8443/a\"}"), 400, "invalid");
        assertProblem(ada.patch(one, "{\"url\":\"https://evil.example.net/a\"}"), 400, "invalid");
        assertThat(ada.patch(one, "{\"url\":\"https://git.example.net/a\",\"token\":\"d\"}")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(ada.patch(one, "{\"provider\":\"gitlab\"}"), 400, "invalid");
    }

    @Test
    void keepsRulesInTheirOrderAndTestsThem() {
        String one = make(github(""));
        HttpResponse<String> put = put(
                one + "/rules",
                "{\"rules\":[{\"source\":\"branch\",\"pattern\":\"main\",\"tags\":[\"latest\"]},"
                        + "{\"source\":\"tag\",\"pattern\":\"/v(\\\\d+)\\\\.(\\\\d+)/\",\"tags\":[\"{1}\",\"{1}.{2}\"],"
                        + "\"arguments\":{\"B\":\"2\",\"A\":\"1\"},\"context\":\"/\",\"cache\":false}]}");
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(JsonPath.<List<Boolean>>read(put.body(), "$.rules[*].literal"))
                .containsExactly(true, false);
        assertThat(JsonPath.<String>read(put.body(), "$.rules[1].context")).isEqualTo(".");
        int second = JsonPath.read(put.body(), "$.rules[1].id");
        String tag = put.headers().firstValue("ETag").orElseThrow();
        assertThat(ada.get(one + "/rules").headers().firstValue("ETag")).contains(tag);

        HttpResponse<String> test = ada.post(one + "/test", "{\"tag\":\"v1.20\"}");
        assertThat(JsonPath.<List<String>>read(test.body(), "$.matches[0].tags"))
                .containsExactly("1", "1.20");
        assertThat(ada.post(one + "/test", "{\"branch\":\"dev\"}").body())
                .isEqualTo("{\"matches\":[],\"reason\":\"no-rule\"}");
        assertThat(ada.post(
                                one + "/test",
                                "{\"branch\":\"dev\",\"rules\":[{\"source\":\"branch\",\"pattern\":\"/.*/\","
                                        + "\"tags\":[\"{sourceref}\"]}]}")
                        .body())
                .contains("[\"dev\"]");

        HttpResponse<String> less = put(
                one + "/rules",
                "{\"rules\":[{\"id\":" + second + ",\"source\":\"tag\",\"pattern\":\"v1\",\"tags\":[\"one\"]}]}");
        assertThat(JsonPath.<List<Integer>>read(less.body(), "$.rules[*].id")).containsExactly(second);
        HttpResponse<String> stale = ada.send(ada.to(one + "/rules")
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .PUT(body("{\"rules\":[]}")));
        assertProblem(stale, 412, "precondition-failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'source':'branch','pattern':'/(/','tags':['x']}|rules[0].pattern",
                "{'source':'branch','pattern':'a b','tags':['x']}|rules[0].pattern",
                "{'source':'branch','pattern':'main','tags':[]}|rules[0].tags",
                "{'source':'branch','pattern':'main','tags':['{1}']}|rules[0].tags",
                "{'source':'branch','pattern':'main','tags':['x'],'dockerfile':'../x'}|rules[0].dockerfile",
                "{'source':'branch','pattern':'main','tags':['x'],'context':'a/../..'}|rules[0].context",
                "{'source':'branch','pattern':'main','tags':['x'],'target':'-x'}|rules[0].target",
                "{'source':'branch','pattern':'main','tags':['x'],'arguments':{'MY_TOKEN':'x'}}|rules[0].arguments",
                "{'id':1,'source':'branch','pattern':'main','tags':['x']}|rules[0].id",
            })
    void saysWhatIsWrongWithARule(String rule, String field) {
        HttpResponse<String> answer = put(make(github("")) + "/rules", "{\"rules\":[" + rule.replace('\'', '"') + "]}");

        assertProblem(answer, 400, "invalid");
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo(field);
    }

    @Test
    void showsNoSecretAgainAndKeepsNoneInTheClear() {
        String one = make(github("\"access\":\"token\",\"token\":\"a-plain-token\""));
        assertThat(put(one + "/secrets/NPM", "{\"value\":\"a-plain-value\"}").statusCode())
                .isEqualTo(204);
        assertThat(ada.get(one + "/secrets").body()).contains("NPM").doesNotContain("a-plain-value");
        String hook = JsonPath.read(ada.get(one + "/hook").body(), "$.secret");
        String remote = JsonPath.read(put(one + "/remote", "{}").body(), "$.token");
        make(SSH);

        for (String table : List.of("trigger", "secret", "rule", "delivery")) {
            String rows = jdbc.sql("SELECT coalesce(string_agg(encode(convert_to(CAST(t AS TEXT), 'UTF8'), 'escape'),"
                            + " ''), '') FROM builds." + table + " t")
                    .query(String.class)
                    .single();
            String bytes = jdbc.sql("SELECT coalesce(string_agg(CAST(to_jsonb(t) AS TEXT), ''), '') FROM builds."
                            + table + " t")
                    .query(String.class)
                    .single();
            for (String secret : List.of("a-plain-token", "a-plain-value", hook, remote, "PRIVATE KEY")) {
                assertThat(rows + bytes)
                        .doesNotContain(secret)
                        .doesNotContain(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(JsonPath.<String>read(put(one + "/hook", "{}").body(), "$.secret"))
                .isNotEqualTo(hook);
        assertThat(ada.change("DELETE", one + "/secrets/NPM", "", "application/json")
                        .statusCode())
                .isEqualTo(204);
        assertProblem(ada.change("DELETE", one + "/secrets/NPM", "", "application/json"), 404, "not-found");
        assertProblem(put(one + "/secrets/a%20b", "{\"value\":\"x\"}"), 400, "invalid");
        assertProblem(put(one + "/secrets/A", "{\"value\":\"\"}"), 400, "invalid");
    }

    @Test
    void letsWritersStartBuildsAndShowsThemNothing() {
        String one = make(github(""));
        put(one + "/rules", "{\"rules\":[{\"source\":\"branch\",\"pattern\":\"main\",\"tags\":[\"latest\"]}]}");
        String grants = path.replace("build-triggers", "grants");
        put(grants, "{\"kind\":\"user\",\"name\":\"eve\",\"role\":\"write\"}");
        Site eve = anyone.as("eve");

        assertThat(eve.post(one + "/start", "{\"branch\":\"main\"}").body()).isEqualTo("{\"builds\":[1]}");
        assertThat(eve.post(one + "/start", "{\"branch\":\"main\",\"commit\":\"" + "a".repeat(40) + "\"}")
                        .statusCode())
                .isEqualTo(202);
        assertProblem(eve.post(one + "/start", "{\"branch\":\"dev\"}"), 400, "invalid");
        assertProblem(eve.post(one + "/start", "{\"commit\":\"" + "a".repeat(40) + "\"}"), 400, "invalid");
        assertProblem(eve.post(one + "/start", "{\"branch\":\"main\",\"commit\":\"abc\"}"), 400, "invalid");
        for (String below : List.of("", "/rules", "/hook", "/secrets", "/deliveries")) {
            assertThat(eve.get(one + below).statusCode()).as(below).isEqualTo(403);
            assertThat(anyone.get(one + below).statusCode()).as(below).isEqualTo(404);
        }
        assertThat(eve.post(one + "/backfill", "{\"branches\":[\"main\"]}").statusCode())
                .isEqualTo(403);
        assertThat(ada.post(one + "/backfill", "{\"branches\":[\"main\",\"dev\"],\"tags\":[\"v1\"]}")
                        .body())
                .isEqualTo("{\"builds\":[3]}");
        ada.patch(one, "{\"enabled\":false}");
        assertProblem(eve.post(one + "/start", "{\"branch\":\"main\"}"), 409, "paused");
    }

    @Test
    void showsDeliveriesAndMakesTheirBuildsAgain() {
        String one = make(github(""));
        put(one + "/rules", "{\"rules\":[{\"source\":\"branch\",\"pattern\":\"main\",\"tags\":[\"latest\"]}]}");
        Map<String, String> hook = JsonPath.read(ada.get(one + "/hook").body(), "$");
        HookSender to = new HookSender(anyone, hook.get("url").replaceFirst("https?://[^/]+", ""));
        for (int i = 0; i < 3; i++) {
            String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "push " + i);
            HooksBase.assertTaken(to.github(hook.get("secret"), "push", "d" + i, push), 1, "");
        }
        HttpResponse<String> page = ada.get(one + "/deliveries?limit=2");
        assertThat(JsonPath.<List<String>>read(page.body(), "$[*].key")).containsExactly("d2", "d1");
        String next = page.headers().firstValue("Link").orElseThrow().replaceAll("<(.*)>.*", "$1");
        assertThat(JsonPath.<List<String>>read(ada.get(next).body(), "$[*].key"))
                .containsExactly("d0");

        int id = JsonPath.read(page.body(), "$[1].id");
        HttpResponse<String> shown = ada.get(one + "/deliveries/" + id);
        assertThat(JsonPath.<String>read(shown.body(), "$.body")).contains("push 1");
        assertThat(shown.body()).doesNotContain("sha256=");
        assertThat(ada.post(one + "/deliveries/" + id + "/redeliver", "{}").body())
                .isEqualTo("{\"builds\":[4],\"reason\":\"\"}");
        assertThat(JsonPath.<List<Integer>>read(
                        ada.get(one + "/deliveries/" + id).body(), "$.builds"))
                .containsExactly(2, 4);
        assertProblem(ada.get(one + "/deliveries/999999"), 404, "not-found");
        assertThat(jdbc.sql("SELECT cause FROM builds.build WHERE delivery_id = ? ORDER BY id")
                        .param(id)
                        .query(String.class)
                        .list())
                .containsExactly("PUSH", "REDELIVERY");
    }

    @Test
    void refusesTooManyAndFieldsThatThereAreNot() {
        assertProblem(
                ada.post(path, "{\"provider\":\"svn\",\"url\":\"https://git.example.com/a\"}"), 400, "body-invalid");
        assertProblem(ada.post(path, "{\"x\":1}"), 400, "body-invalid");
        assertProblem(ada.post(path, "[]"), 400, "body-invalid");
        assertProblem(ada.get(path + "/nothing"), 404, "not-found");
        for (int i = 0; i < 20; i++) {
            make(github(""));
        }
        assertProblem(ada.post(path, github("")), 409, "conflict");
    }

    private String make(String body) {
        HttpResponse<String> made = ada.post(path, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> put(String at, String body) {
        return ada.change("PUT", at, body, "application/json");
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }

    private static String github(String more) {
        return "{\"provider\":\"github\",\"url\":\"https://git.example.com/acme/web.git\""
                + (more.isEmpty() ? "" : "," + more) + "}";
    }
}
