package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Actor;
import io.slipway.content.Manifests;
import io.slipway.content.Repositories;
import io.slipway.oci.Digest;
import io.slipway.oci.Manifest;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/// Rules for tags by REST, what they would take away, and what they took.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesHttpTest {

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String RETENTION = "{\"retention\":{\"rules\":[{\"scope\":[\"*\"],\"never\":[\"latest\"],"
            + "\"keep\":[{\"kind\":\"pushed\",\"count\":1}]}]}}";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    Repositories repositories;

    @Autowired
    Manifests manifests;

    private Site site;
    private User ada;
    private int count;
    private String app;
    private RepositoryName name;

    @BeforeAll
    void people() {
        site = Site.on(port).as("ada");
        ada = users.create(NewUser.person("ada", Site.PASSWORD));
        users.create(NewUser.person("bob", Site.PASSWORD));
    }

    @BeforeEach
    void fresh() {
        name = new RepositoryName("ada/app" + count++);
        app = "/api/v1/repositories/" + name + "/-/";
        push("one", "1.0", "latest");
        push("two", "1.1");
        push("three", "1.2");
    }

    @Test
    void changesWhatHoldsAndNoticesOthers() {
        HttpResponse<String> first = site.get(app + "policies");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"tagRules\":[]}");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        String rules = "{\"tagRules\":[{\"kind\":\"immutable\",\"patterns\":[\"v*\"],\"exceptions\":[\"v*-rc*\"]},"
                + "{\"kind\":\"protected\",\"patterns\":[\"re:prod-.*\"],\"role\":\"admin\"}]}";
        assertThat(ifMatch(tag, rules).statusCode()).isEqualTo(200);
        assertProblem(ifMatch(tag, "{}"), 412, "precondition-failed");

        String now = site.get(app + "policies").body();
        assertThat(JsonPath.<List<String>>read(now, "$.tagRules[*].kind")).containsExactly("immutable", "protected");
        assertThat(JsonPath.<String>read(now, "$.tagRules[1].role")).isEqualTo("admin");
        // the log is written after the answer
        await().untilAsserted(() -> assertThat(site.get(app + "audit").body()).contains("policy.change"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"tagRules":[{"kind":"immutable","patterns":["a b"]}]}                              | tagRules[0].patterns[0]
            {"tagRules":[{"kind":"immutable","patterns":["v*"]},{"kind":"immutable"}]}          | tagRules[1].patterns
            {"tagRules":[{"kind":"frozen","patterns":["v*"]}]}                                  | tagRules[0].kind
            {"tagRules":[null]}                                                                 | tagRules
            {"tagRules":[{"kind":"immutable","patterns":[null]}]}                               | tagRules[0].patterns
            {"tagRules":[{"kind":"protected","patterns":["v*"],"role":"read"}]}                 | tagRules[0].role
            {"tagRules":[{"kind":"immutable","patterns":["re:(a{1000}){1000}"]}]}               | tagRules[0].patterns[0]
            {"retention":{"rules":[{"scope":["*"]}]}}                                           | retention.rules[0].keep
            {"retention":{"schedule":{"every":"hourly"}}}                                       | retention.schedule.every
            {"retention":{"schedule":{"every":"daily","hour":24}}}                              | retention.schedule.hour
            """)
    void tellsWhichFieldIsWrong(String body, String field) {
        HttpResponse<String> refused = put(app + "policies", body);

        assertProblem(refused, 400, "policy-invalid");
        assertThat(JsonPath.<String>read(refused.body(), "$.field")).isEqualTo(field);
        assertThat(site.get(app + "policies").body()).isEqualTo("{\"tagRules\":[]}");
    }

    @Test
    void previewsWithAReasonForEachTagAndTakesNothing() {
        String preview = preview("");

        assertThat(JsonPath.<Integer>read(preview, "$.tags")).isEqualTo(4);
        assertThat(JsonPath.<Integer>read(preview, "$.goes")).isEqualTo(2);
        assertThat(JsonPath.<String>read(preview, "$.state")).isEqualTo("computed");
        assertThat(JsonPath.<String>read(preview, "$.computedAt")).isNotBlank();
        assertThat(JsonPath.<Boolean>read(preview, "$.changed")).isFalse();
        assertThat(JsonPath.<Integer>read(preview, "$.storage.images"))
                .as("latest names the image of 1.0")
                .isOne();
        assertThat(JsonPath.<List<String>>read(preview, "$.items[*].reason"))
                .containsExactly("goes", "goes", "pushed", "never");
        String page = preview("?limit=1&going=true&after=1.0");
        assertThat(JsonPath.<List<String>>read(page, "$.items[*].name")).containsExactly("1.1");
        assertProblem(site.post(app + "policies:preview", "{}"), 409, "no-policy");
        assertThat(tags()).containsExactly("1.0", "1.1", "1.2", "latest");
    }

    @Test
    void appliesWhatHoldsAndTellsWhatWent() {
        put(app + "policies", RETENTION);

        HttpResponse<String> started = site.send(site.to(app + "policies:run").POST(BodyPublishers.noBody()));

        assertThat(started.statusCode()).isEqualTo(202);
        assertProblem(site.post(app + "policies:run", RETENTION), 400, "body-invalid");
        assertProblem(site.send(site.to(app + "tags:delete").POST(BodyPublishers.noBody())), 400, "body-invalid");
        assertThat(started.headers().firstValue("Location")).hasValue(app + "policies/runs");
        await().until(() -> site.get(app + "policies/runs").body().contains("\"done\""));
        String runs = site.get(app + "policies/runs").body();
        assertThat(JsonPath.<Integer>read(runs, "$[0].deleted")).isEqualTo(2);
        assertThat(JsonPath.<String>read(runs, "$[0].by")).isEqualTo("ada");
        int id = JsonPath.read(runs, "$[0].id");
        assertThat(JsonPath.<List<String>>read(
                        site.get(app + "policies/runs/" + id + "/tags").body(), "$[*].name"))
                .containsExactly("1.0", "1.1");
        assertThat(tags()).containsExactly("1.2", "latest");
    }

    @Test
    void locksTagsAndSaysWhenTheyExpire() {
        assertThat(site.patch(app + "tags/1.0", "{\"locked\":true,\"expires\":\"14d\"}")
                        .statusCode())
                .isEqualTo(204);
        String tag = site.get(app + "tags?q=1.0").body();
        assertThat(JsonPath.<Boolean>read(tag, "$[0].locked")).isTrue();
        assertThat(JsonPath.<String>read(tag, "$[0].expiresAt")).isNotBlank();
        assertProblem(site.send(site.to(app + "tags/1.0").DELETE()), 403, "denied");

        site.patch(app + "tags/1.0", "{\"locked\":true}");
        site.patch(app + "tags/1.0", "{\"locked\":false,\"expires\":\"never\"}");
        String history = site.get(app + "tags/1.0/history").body();
        assertThat(JsonPath.<List<String>>read(history, "$[*].kind")).containsExactly("unlock", "lock", "create");
        assertThat(JsonPath.<List<String>>read(history, "$[*].digest"))
                .as("the image is the same")
                .hasSize(3)
                .containsOnly(JsonPath.<String>read(history, "$[0].digest"));
        assertThat(history).doesNotContain("previous");
        assertThat(site.get(app + "tags?q=1.0").body())
                .contains("\"locked\":false")
                .doesNotContain("expiresAt");
        site.patch(app + "tags/1.0", "{\"expires\":\"2031-05-03T12:00:00Z\"}");
        assertThat(site.get(app + "tags?q=1.0").body()).contains("2031-05-03T12:00:00Z");
        assertProblem(site.patch(app + "tags/1.0", "{\"expires\":\"2001-05-03\"}"), 404, "manifest-unknown");
        assertProblem(site.patch(app + "tags/1.0", "{\"expires\":\"soon\"}"), 400, "body-invalid");
        assertProblem(site.patch(app + "tags/1.0", "{\"description\":\"x\"}"), 400, "body-invalid");
        assertProblem(site.patch(app + "tags/none", "{\"locked\":true}"), 404, "manifest-unknown");
    }

    @Test
    void showsStrangersNothing() {
        put(app + "policies", RETENTION);
        Site bob = Site.on(port).as("bob");

        assertProblem(bob.get(app + "policies"), 404, "name-unknown");
        assertProblem(bob.post(app + "policies:preview", RETENTION), 404, "name-unknown");
        assertProblem(bob.post(app + "policies:run", "{}"), 404, "name-unknown");
        assertProblem(bob.get(app + "policies/runs"), 404, "name-unknown");
        assertProblem(bob.get("/api/v1/namespaces/ada/policies"), 404, "not-found");
    }

    @Test
    void previewsWhatEachRepositoryOfANamespaceWouldLose() {
        String here = "/api/v1/namespaces/ada/policies";
        assertProblem(site.post(here + ":preview", "{}"), 409, "no-policy");

        String after = "ada/app" + (count - 2);
        String body = await().until(
                        () -> site.post(here + ":preview?limit=1&after=" + after, RETENTION)
                                .body(),
                        answer -> answer.contains("computedAt"));

        assertThat(JsonPath.<List<String>>read(body, "$.items[*].repository")).containsExactly(name.value());
        assertThat(JsonPath.<Integer>read(body, "$.items[0].goes")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(body, "$.items[0].storage.images")).isOne();
        assertThat(tags()).containsExactly("1.0", "1.1", "1.2", "latest");
        Site bob = Site.on(port).as("bob");
        assertProblem(bob.post(here + ":preview", RETENTION), 404, "not-found");
        assertProblem(
                site.post(here + ":preview", "{\"retention\":{\"rules\":[{\"scope\":[\"*\"]}]}}"),
                400,
                "policy-invalid");
    }

    @Test
    void startsARunWhereTheNamespaceSaysWhatHolds() {
        String here = "/api/v1/namespaces/ada/policies";
        assertThat(put(here, RETENTION).statusCode()).isEqualTo(200);

        HttpResponse<String> started = site.post(here + ":run", "{}");

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(JsonPath.<Integer>read(started.body(), "$.repositories")).isPositive();
        await().until(() -> tags().equals(List.of("1.2", "latest")));
        put(here, "{}");
    }

    private String preview(String query) {
        return await().until(
                        () -> site.post(app + "policies:preview" + query, RETENTION),
                        answer -> answer.statusCode() == 200)
                .body();
    }

    private List<String> tags() {
        return JsonPath.read(site.get(app + "tags").body(), "$[*].name");
    }

    private void push(String text, String... tags) {
        byte[] bytes = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[],\"annotations\":{\"of\":\"%s\"}}"
                .formatted(INDEX, text)
                .getBytes(StandardCharsets.UTF_8);
        manifests.put(
                repositories.create(name, ada.namespaceId(), ada.id()).forWriting(),
                new Actor(ada.id(), "test"),
                Manifest.parse(INDEX, bytes),
                Digest.sha256(bytes),
                Arrays.stream(tags).map(io.slipway.oci.Tag::new).toList());
    }

    private HttpResponse<String> put(String path, String body) {
        return site.change("PUT", path, body, "application/json");
    }

    private HttpResponse<String> ifMatch(String tag, String body) {
        return site.send(site.to(app + "policies")
                .PUT(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("If-Match", tag));
    }
}
