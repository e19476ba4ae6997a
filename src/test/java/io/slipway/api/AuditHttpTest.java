package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import(Town.class)
class AuditHttpTest {

    private static final String AUDIT = "/api/v1/admin/audit";
    private static final String WEB = "/api/v1/repositories/acme/web";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    Site anyone;
    Site root;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        root = anyone.as("root");
    }

    @Test
    @Tag("H14")
    void knowsWhatAdministratorsDidToOthers() throws Exception {
        long before = town.person("victim").id();
        String user = "/api/v1/users/victim";
        root.change("PUT", WEB + "/-/grants", grant("victim"), "application/json");
        root.send(root.to(WEB + "/-/grants/user/victim").DELETE());
        root.patch(WEB, "{\"description\":\"as root wants it\",\"visibility\":\"public\"}");
        root.patch(WEB, "{\"visibility\":\"private\"}");
        root.patch(user, "{\"administrator\":true,\"auditor\":true}");
        root.patch(user, "{\"administrator\":false,\"auditor\":false,\"disabled\":true}");
        root.patch(user, "{\"disabled\":false}");
        root.post(user + "/password-links", "{}");
        root.send(root.to(user).DELETE());
        root.post("/api/v1/users", "{\"name\":\"made\"}");
        root.patch(WEB, "{\"name\":\"acme/moved\"}");
        root.patch("/api/v1/repositories/acme/moved", "{\"name\":\"acme/web\"}");

        assertThat(before).isPositive();
        for (String action : List.of(
                "grant.set",
                "grant.revoke",
                "repository.describe",
                "repository.visibility",
                "repository.rename",
                "administrator.grant",
                "administrator.revoke",
                "auditor.grant",
                "auditor.revoke",
                "user.disable",
                "user.enable",
                "password.link",
                "user.delete",
                "user.create")) {
            String rows = await(AUDIT + "?actor=root&action=" + action);
            assertThat(JsonPath.<List<String>>read(rows, "$[*].address"))
                    .as(action)
                    .contains("127.0.0.1");
            assertThat(JsonPath.<List<String>>read(rows, "$[*].requestId"))
                    .as(action)
                    .doesNotContain("");
        }
    }

    @Test
    @Tag("H14")
    void exportsAllThatTheFilterFindsAndRemembersWhoTookIt() throws Exception {
        await(AUDIT + "?action=repository.create");
        HttpResponse<String> csv = export(root, AUDIT + "?action=repository.create", "text/csv");
        HttpResponse<String> lines = export(root, AUDIT + "?action=repository.create", "application/x-ndjson");

        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).startsWith("\"at\",\"id\",\"action\"").contains("\"acme/web\"");
        assertThat(lines.body().lines())
                .isNotEmpty()
                .allMatch(line -> JsonPath.read(line, "$.action").equals("repository.create"));
        String taken = await(AUDIT + "?action=audit.export&actor=root");
        assertThat(JsonPath.<List<String>>read(taken, "$[*].actor")).containsOnly("root");
        assertThat(taken).contains("\"format\":\"csv\"", "\"action\":\"repository.create\"");
    }

    @Test
    void listsPageByPageUnderTheSameFilter() throws Exception {
        await(AUDIT + "?action=user.create&target=EVE");
        HttpResponse<String> first = root.get(AUDIT + "?action=user.create&result=ok&limit=1");
        String next = first.headers().firstValue("Link").orElseThrow();

        assertThat(next).startsWith("<" + AUDIT + "?action=user.create&result=ok&limit=1&after=");
        String second = root.get(next.substring(1, next.indexOf('>'))).body();
        assertThat(JsonPath.<List<Integer>>read(second, "$[*].id"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(JsonPath.<List<Integer>>read(first.body(), "$[*].id"));
        assertThat(root.get(AUDIT + "?from=" + Instant.now().plusSeconds(60)).body())
                .isEqualTo("[]");
    }

    @Test
    @Tag("B2")
    void showsOwnersWhatHappenedInTheirsOnly() throws Exception {
        Site ada = anyone.as("ada");
        await("/api/v1/organisations/acme/audit?action=repository.create");

        String rows = ada.get("/api/v1/organisations/acme/audit").body();
        assertThat(rows).contains("acme/web").doesNotContain("other+ci", "session.");
        assertThat(ada.get(WEB + "/-/audit").body()).contains("repository.create");
        assertThat(export(ada, WEB + "/-/audit", "text/csv").body()).contains("repository.create");
        assertProblem(ada.get("/api/v1/organisations/other/audit"), 404, "not-found");
        assertProblem(ada.get("/api/v1/organisations/ada/audit"), 404, "not-found");
        assertProblem(anyone.as("bob").get("/api/v1/organisations/acme/audit"), 403, "denied");
        assertProblem(anyone.as("bob").get(WEB + "/-/audit"), 403, "denied");
        assertThat(anyone.as("aud").get(WEB + "/-/audit").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
    void isForAdministratorsAndAuditors(String type) {
        assertThat(export(anyone.as("aud"), AUDIT + "?limit=1", type).statusCode())
                .isEqualTo(200);
        assertProblem(export(anyone.as("ada"), AUDIT, type), 403, "denied");
        assertProblem(export(anyone, AUDIT, type), 401, "unauthorized");
        assertProblem(export(anyone, "/api/v1/organisations/acme/audit", type), 401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"result=maybe", "from=yesterday", "to=2026", "after=1", "after=%00", "actor=%00", "limit=0x"})
    @Tag("B5")
    void refusesFiltersThatItCannotRead(String query) {
        assertProblem(root.get(AUDIT + "?" + query), 400, "query-invalid");
    }

    private String await(String path) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            String rows = root.get(path).body();
            if (!rows.equals("[]")) {
                return rows;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("there is nothing at " + path);
    }

    private static HttpResponse<String> export(Site site, String path, String type) {
        return site.send(site.to(path).header("Accept", type));
    }

    private static String grant(String user) {
        return "{\"kind\":\"user\",\"name\":\"" + user + "\",\"role\":\"read\"}";
    }
}
