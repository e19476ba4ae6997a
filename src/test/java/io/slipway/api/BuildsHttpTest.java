package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.accounts.User;
import io.slipway.content.TagPatterns;
import io.slipway.testing.BuildRows;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// ada owns acme/web, bob reads it, eve sees nothing of it.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildsHttpTest {

    private static final String WEB = "acme/web";
    private static final String BUILDS = "/api/v1/repositories/acme/web/-/builds";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Credentials credentials;

    private BuildRows rows;
    private Site ada;
    private Site bob;

    @BeforeAll
    void settle() {
        Site anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        bob = anyone.as("bob");
        rows = new BuildRows(jdbc);
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        int first = rows.build(WEB, "SUCCEEDED");
        int second = rows.build(WEB, "FAILED");

        HttpResponse<String> page = bob.get(BUILDS + "?limit=1");
        assertThat(JsonPath.<List<Integer>>read(page.body(), "$[*].number")).containsExactly(second);
        String next = page.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> after = bob.get(next.substring(1, next.indexOf('>')));
        assertThat(JsonPath.<List<Integer>>read(after.body(), "$[*].number")).containsExactly(first);
        assertProblem(bob.get(BUILDS + "?after=x"), 400, "query-invalid");
    }

    @Test
    void tellsReadersWhatBecameOfItAndThoseWhoPushHowItIsMade() {
        int number = rows.build(WEB, "FAILED");
        rows.set(WEB, number, "reason", "LOG_LIMIT");
        rows.set(WEB, number, "detail", "the log grew beyond 10 MB");

        String read = bob.get(BUILDS + "/" + number).body();
        assertThat(JsonPath.<String>read(read, "$.state")).isEqualTo("failed");
        assertThat(JsonPath.<String>read(read, "$.reason")).isEqualTo("log-limit");
        assertThat(JsonPath.<String>read(read, "$.ref.name")).isEqualTo("main");
        assertThat(JsonPath.<String>read(read, "$.commit")).isEqualTo(BuildRows.COMMIT);
        assertThat(JsonPath.<String>read(read, "$.source.url")).isEqualTo("https://github.com/acme/web.git");
        assertThat(read).doesNotContain("VERSION", "10 MB").contains("\"details\":null");
        String written = ada.get(BUILDS + "/" + number).body();
        assertThat(JsonPath.<Map<String, String>>read(written, "$.details.arguments"))
                .containsEntry("VERSION", "1.2");
        assertThat(JsonPath.<String>read(written, "$.details.reason")).isEqualTo("the log grew beyond 10 MB");
    }

    @Test
    void givesLogsToThoseWhoMayPushOnly() {
        int number = rows.build(WEB, "SUCCEEDED");
        rows.log(WEB, number, "==> Clone\nReceiving");
        rows.log(WEB, number, "\u001b[32mdone\u001b[0m <script>");
        String log = BUILDS + "/" + number + "/log";

        HttpResponse<String> text = ada.get(log);
        assertThat(text.body()).isEqualTo("==> Clone\nReceiving\n\u001b[32mdone\u001b[0m <script>\n");
        assertThat(text.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(ada.get(log + "?from=3").body()).startsWith("\u001b[32m");
        HttpResponse<String> lines = ada.send(ada.to(log + "?from=2").header("Accept", "application/x-ndjson"));
        assertThat(lines.body().lines().map(it -> JsonPath.<Integer>read(it, "$.number")))
                .containsExactly(2, 3);
        assertProblem(bob.get(log), 403, "denied");
        assertProblem(Site.on(port).as("eve").get(log), 404, "name-unknown");
        assertThat(Site.on(port).get(log).statusCode()).isEqualTo(404);
        assertProblem(ada.get(BUILDS + "/999999/log"), 404, "not-found");
    }

    @Test
    void cancelsWhatWaitsAtOnceAndAsksWhatRuns() {
        int waiting = rows.build(WEB, "QUEUED");
        int running = rows.build(WEB, "BUILDING");

        assertProblem(bob.post(BUILDS + "/" + waiting + "/cancel", "{}"), 403, "denied");
        assertThat(ada.post(BUILDS + "/" + waiting + "/cancel", "").statusCode())
                .isEqualTo(202);
        String ended = ada.get(BUILDS + "/" + waiting).body();
        assertThat(JsonPath.<String>read(ended, "$.state")).isEqualTo("cancelled");
        assertThat(JsonPath.<String>read(ended, "$.cancelledBy")).isEqualTo("ada");
        assertThat(ada.post(BUILDS + "/" + running + "/cancel", "{}").statusCode())
                .isEqualTo(202);
        assertThat(JsonPath.<Boolean>read(ada.get(BUILDS + "/" + running).body(), "$.stopping"))
                .isTrue();
        assertProblem(ada.post(BUILDS + "/" + waiting + "/cancel", "{}"), 409, "conflict");
        assertProblem(ada.post(BUILDS + "/" + waiting + "/cancel", "{\"cache\":true}"), 400, "body-invalid");
    }

    @Test
    void repeatsWhatIsOver() {
        int number = rows.build(WEB, "FAILED");
        int running = rows.build(WEB, "CLONING");

        assertProblem(bob.post(BUILDS + "/" + number + "/retry", "{}"), 403, "denied");
        HttpResponse<String> made = ada.post(BUILDS + "/" + number + "/retry", "{\"cache\":false}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String place = made.headers().firstValue("Location").orElseThrow();
        String build = ada.get(place).body();
        assertThat(JsonPath.<String>read(build, "$.cause")).isEqualTo("retry");
        assertThat(JsonPath.<String>read(build, "$.startedBy")).isEqualTo("ada");
        assertThat(JsonPath.<Boolean>read(build, "$.details.cache")).isFalse();
        assertThat(JsonPath.<Integer>read(build, "$.place")).isPositive();
        assertProblem(ada.post(BUILDS + "/" + running + "/retry", "{}"), 409, "conflict");
        assertProblem(ada.post(BUILDS + "/" + number + "/retry", "{\"digest\":\"x\"}"), 400, "body-invalid");
        assertProblem(town.token(ada, "ada", Right.READ).post(BUILDS + "/" + number + "/retry", "{}"), 403, "denied");
    }

    @Test
    void repeatsNoBuildWhoseTagsTheTokenMayNotPush() {
        int number = rows.build(WEB, "FAILED");
        User owner = town.users.find("ada").orElseThrow();
        CredentialScope scope = new CredentialScope(
                Set.of(Right.READ, Right.WRITE), new TagPatterns(List.of("dev-*")), Set.of(), Set.of());
        String secret = credentials
                .issue(owner, new NewCredential("dev", scope, Optional.empty()), new Caller.Person(owner))
                .secret();
        Site token = Site.on(port).with("Bearer " + secret);

        assertProblem(token.post(BUILDS + "/" + number + "/retry", "{}"), 403, "denied");
        assertThat(token.get(BUILDS + "/" + number + "/log").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/0", "/x", "/-1", "/99999999999", "/1/", "/1/logs", "//log", "/log", "/1/2/log"})
    void saysThatThereIsNothingAtOtherPaths(String path) {
        HttpResponse<String> answer = ada.get(BUILDS + path);
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
    }
}
