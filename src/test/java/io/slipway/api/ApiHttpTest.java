package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

@SlipwayTest
@TestPropertySource(properties = "slipway.admin.password=" + Site.PASSWORD)
class ApiHttpTest {

    private static final String USERS = "/api/v1/users";

    @Value("${local.server.port}")
    int port;

    Site anyone;
    Site admin;

    @BeforeEach
    void connect() {
        anyone = Site.on(port);
        admin = anyone.as(Site.ADMIN);
    }

    @Test
    void tellsCallersWhoTheyAre() {
        assertThat(admin.get("/api/v1/me").body())
                .isEqualTo("{\"kind\":\"user\",\"name\":\"admin\",\"displayName\":\"\",\"administrator\":true,"
                        + "\"auditor\":false,\"twoFactor\":false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x.y.z", "Basic !", "Basic YWRtaW46d3Jvbmc=", "Basic YQBiOnB3", "Digest a"})
    void refusesWhateverIsNoPasswordAndOffersNoBasic(String authorization) {
        HttpResponse<String> answer = anyone.with(authorization).get("/api/v1/me");

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void changesNothingForAnonymousCallers() {
        assertProblem(anyone.post(USERS, "{"), 401, "unauthorized");
    }

    @Test
    void letsAdministratorsMakeUsers() {
        HttpResponse<String> answer = admin.post(USERS, account("eve", ",\"email\":\"eve@example.com\""));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains(USERS + "/eve");
        assertThat(anyone.as("eve").get(USERS + "/eve").body()).contains("\"email\":\"eve@example.com\"");
        assertProblem(admin.post(USERS, account("eve", "")), 409, "name-taken");
    }

    @Test
    void keepsUsersFromAdministration() {
        admin.post(USERS, account("mallory", ""));
        Site mallory = anyone.as("mallory");

        assertProblem(mallory.post(USERS, account("minion", "")), 403, "denied");
        assertProblem(mallory.get(USERS), 403, "denied");
        assertProblem(mallory.get(USERS + "/admin"), 403, "denied");
    }

    @Test
    void listsUsersPageByPage() {
        admin.post(USERS, account("zoe", ""));
        HttpResponse<String> first = admin.get(USERS + "?limit=1&after=admim");
        List<String> names = JsonPath.read(first.body(), "$[*].name");

        assertThat(names).containsExactly("admin");
        assertThat(first.headers().firstValue("Link")).contains("<" + USERS + "?limit=1&after=admin>; rel=\"next\"");
        assertThat(admin.get(USERS + "?after=zo").headers().firstValue("Link")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                         | body-invalid",
                "[]                                                                        | body-invalid",
                "null                                                                      | body-invalid",
                "{\"password\":\"correct-horse-battery\"}                                      | body-invalid",
                "{\"name\":\"bob\",\"password\":\"correct-horse-battery\",\"nmae\":\"x\"}  | body-invalid",
                "{\"name\":\"bob\",\"name\":\"bob\",\"password\":\"correct-horse-battery\"}| body-invalid",
                "{\"name\":\"bob\",\"password\":\"correct-horse-battery\"} x               | body-invalid",
                "{\"name\":12345,\"password\":\"correct-horse-battery\"}                   | body-invalid",
                "{\"name\":\"bob\",\"password\":\"correct-horse-battery\",\"administrator\":\"yes\"}| body-invalid",
                "{\"name\":\"b\\u0000b\",\"password\":\"correct-horse-battery\"}           | name-invalid",
                "{\"name\":\"api\",\"password\":\"correct-horse-battery\"}                 | name-reserved",
                "{\"name\":\"bob\",\"password\":\"short\"}                                 | password-too-short",
                "{\"name\":\"bob\",\"password\":\"correct-horse-battery\",\"email\":\"\\u0000@b\"}| email-invalid"
            })
    void refusesBodiesThatItCannotUse(String body, String code) {
        assertProblem(admin.post(USERS, body), 400, code);
    }

    @Test
    void refusesDeepAndLargeBodies() {
        assertProblem(admin.post(USERS, "{\"name\":".repeat(20_000)), 400, "body-invalid");
        assertProblem(admin.post(USERS, "{\"administrator\":" + "9".repeat(20_000) + "}"), 400, "body-invalid");
        assertProblem(admin.post(USERS, " ".repeat(1_100_000) + "{}"), 413, "content-too-large");
        assertProblem(
                admin.send(admin.to(USERS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(" ".repeat(1_100_000) + "{}")))),
                413,
                "content-too-large");
    }

    @Test
    void asksForJson() {
        assertProblem(
                admin.change("POST", USERS, "name=bob", "application/x-www-form-urlencoded"),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/users?limit=x,               400, query-invalid",
        "/api/v1/users?limit=99999999999999,  400, query-invalid",
        "/api/v1/users?after=%00,             400, query-invalid",
        "/api/v1/users?after=%ff,             400, bad-request",
        "/api/v1/users/nobody,                404, not-found",
        "/api/v1/nothing,                     404, not-found",
        "/api,                                404, not-found",
        "/api//x,                             400, bad-request",
        "/api/v1/a%00b,                       400, bad-request",
        "/api/v1/a%2Fb,                       400, bad-request",
        "/api/v1/a;b,                         400, bad-request",
        "/api/v1/a%25b,                       400, bad-request"
    })
    void answersWithProblemsEverywhere(String path, int status, String code) {
        assertProblem(admin.get(path), status, code);
    }

    private static String account(String name, String more) {
        return "{\"name\":\"" + name + "\",\"password\":\"" + Site.PASSWORD + "\"" + more + "}";
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
        assertThat(JsonPath.<String>read(answer.body(), "$.type")).isEqualTo("/problems/" + code);
        assertThat(JsonPath.<Integer>read(answer.body(), "$.status")).isEqualTo(status);
    }
}
