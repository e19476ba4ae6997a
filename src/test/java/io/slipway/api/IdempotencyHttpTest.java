package io.slipway.api;

import static io.slipway.api.AccountHttpBase.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.slipway.access.Right;
import io.slipway.work.Idempotency;
import io.slipway.work.IdempotencyKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotencyHttpTest extends OrganisationsHttpBase {

    private static final String TOKENS = "/api/v1/tokens";
    private static final int CLIENTS = 20;

    @Autowired
    Idempotency idempotency;

    @Autowired
    JdbcClient jdbc;

    private final String key = UUID.randomUUID().toString();

    @Test
    void givesTheFirstAnswerAgain() {
        HttpResponse<String> first = post(ada, key, org + "/teams", "{\"name\":\"dev\"}");
        HttpResponse<String> again = post(ada, '"' + key + '"', org + "/teams", "{\"name\":\"dev\"}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        for (String header : List.of("Location", "Content-Type")) {
            assertThat(again.headers().firstValue(header))
                    .isEqualTo(first.headers().firstValue(header))
                    .isPresent();
        }
        assertThat(again.body()).isEqualTo(first.body()).contains("\"name\":\"dev\"");
        assertProblem(ada.post(org + "/teams", "{\"name\":\"dev\"}"), 409, "name-taken");
    }

    @Test
    void doesARequestOnceThatComesTwentyTimesAtOnce() throws Exception {
        List<HttpResponse<String>> answers =
                Crowd.of(CLIENTS, _ -> post(ada, key, org + "/teams", "{\"name\":\"dev\"}"));

        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 201)
                .isNotEmpty()
                .allMatch(answer ->
                        answer.headers().firstValue("Location").equals(java.util.Optional.of(org + "/teams/dev")))
                .filteredOn(answer ->
                        answer.headers().firstValue("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() != 201).allSatisfy(IdempotencyHttpTest::isRunning);
        assertThat(JsonPath.<List<String>>read(ada.get(org + "/teams").body(), "$[*].name"))
                .containsExactly("dev");
    }

    @Test
    void makesOneTokenWhereTwentyWereAskedForAtOnce() throws Exception {
        Site zoe = person("zoe" + org.length() + key.substring(0, 8));
        String body = "{\"name\":\"laptop\",\"rights\":[\"read\"]}";

        List<HttpResponse<String>> answers = Crowd.of(CLIENTS, _ -> post(zoe, key, TOKENS, body));

        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 201)
                .allMatch(answer -> answer.statusCode() == 409);
        assertThat(JsonPath.<List<String>>read(zoe.get(TOKENS).body(), "$[*].name"))
                .containsExactly("laptop");
    }

    @Test
    void tellsThatASecretWasShownOnce() {
        String body = "{\"name\":\"once\",\"rights\":[\"read\"]}";
        HttpResponse<String> first = post(ada, key, TOKENS, body);
        HttpResponse<String> again = post(ada, key, TOKENS, body);

        assertThat(first.statusCode()).isEqualTo(201);
        String secret = JsonPath.read(first.body(), "$.secret");
        assertProblem(again, 409, "secret-shown-once");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"))
                .isPresent();
        assertThat(again.body()).doesNotContain(secret);
        String invitations = org + "/invitations";
        assertThat(post(ada, key, invitations, "{}").statusCode()).isEqualTo(201);
        assertProblem(post(ada, key, invitations, "{}"), 409, "secret-shown-once");
    }

    @Test
    void knowsWhichAnswersHaveSecrets() {
        Set<String> secrets = Set.of("secret", "link", "url", "recoveryCodes");
        // theirs is where a Git repository is, which lets nobody in
        Set<String> sources = Set.of("TriggerBody", "TriggerView", "BuildView$Source");
        List<JavaClass> showing = new ClassFileImporter()
                .importPackagesOf(ApiAdvice.class).stream()
                        .filter(type -> type.isAssignableTo(Record.class)
                                && !sources.contains(type.getName()
                                        .substring(type.getPackageName().length() + 1))
                                && type.getFields().stream().anyMatch(field -> secrets.contains(field.getName())))
                        .toList();

        assertThat(showing).hasSizeGreaterThan(3).allMatch(type -> type.isAssignableTo(ShownOnce.class));
    }

    @Test
    void refusesTheKeyOfAnotherRequest() {
        assertThat(post(ada, key, org + "/teams", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);

        assertProblem(post(ada, key, org + "/teams", "{\"name\":\"ops\"}"), 422, "idempotency-key-reused");
        assertThat(post(ada, key, org + "/robots", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);
        assertThat(JsonPath.<List<String>>read(ada.get(org + "/teams").body(), "$[*].name"))
                .containsExactly("dev");
    }

    @Test
    void keepsTheAnswersOfEachCredentialApart() {
        assertThat(post(ada, key, org + "/teams", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);

        assertProblem(post(admin, key, org + "/teams", "{\"name\":\"dev\"}"), 409, "name-taken");
        assertProblem(post(token("ada", Right.READ), key, org + "/teams", "{\"name\":\"dev\"}"), 403, "denied");
        assertProblem(post(eve, key, org + "/teams", "{\"name\":\"dev\"}"), 404, "not-found");
        assertProblem(post(anyone, key, org + "/teams", "{\"name\":\"dev\"}"), 401, "unauthorized");
    }

    @Test
    void asksToComeAgainWhileTheFirstIsRunning() throws Exception {
        String path = org + "/teams";
        String body = "{\"name\":\"dev\"}";
        byte[] request = MessageDigest.getInstance("SHA-256")
                .digest(("POST " + path + "?\n" + body).getBytes(StandardCharsets.UTF_8));
        long id = users.find("ada").orElseThrow().id();
        Idempotency.Claim.Mine running = (Idempotency.Claim.Mine)
                idempotency.claim(new IdempotencyKey("user " + id, "POST " + path, key), request);

        isRunning(post(ada, key, path, body));
        assertThat(ada.get(path).body()).isEqualTo("[]");
        idempotency.release(running);
        assertThat(post(ada, key, path, body).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\t"})
    void refusesKeysWithoutText(String empty) {
        assertProblem(post(ada, empty, org + "/teams", "{\"name\":\"dev\"}"), 400, "idempotency-key-invalid");
    }

    @Test
    void takesKeysOfUpTo255Characters() {
        String longest = "k".repeat(255 - key.length()) + key;

        assertThat(post(ada, longest, org + "/teams", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);
        assertProblem(post(ada, longest + "k", org + "/teams", "{\"name\":\"ops\"}"), 400, "idempotency-key-invalid");
        HttpResponse<String> two = ada.send(ada.to(org + "/teams")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "one")
                .header("Idempotency-Key", "two")
                .POST(BodyPublishers.ofString("{\"name\":\"ops\"}")));
        assertProblem(two, 400, "idempotency-key-invalid");
    }

    @Test
    void keepsDecisionsAndForgetsMistakes() {
        assertProblem(post(ada, key, org + "/teams", "{\"nam\":\"dev\"}"), 400, "body-invalid");
        assertThat(post(ada, key, org + "/teams", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);
        String other = "other " + key;
        assertProblem(post(ada, other, org + "/teams", "{\"name\":\"dev\"}"), 409, "name-taken");
        delete(ada, org + "/teams/dev");

        HttpResponse<String> again = post(ada, other, org + "/teams", "{\"name\":\"dev\"}");

        assertProblem(again, 409, "name-taken");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(post(ada, key + "s", org + "/teams", "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        String spaces = " ".repeat(1024 * 1024 - "{\"name\":\"dev\"}".length());

        assertProblem(post(ada, key, org + "/teams", spaces + " {\"name\":\"dev\"}"), 413, "content-too-large");
        assertThat(post(ada, key, org + "/teams", spaces + "{\"name\":\"dev\"}").statusCode())
                .isEqualTo(201);
    }

    @Test
    void servesPeopleWithoutAnAccountToo() {
        String body = "{\"account\":\"ada\"}";
        assertProblem(post(anyone, key, "/api/v1/password-resets", body), 409, "mail-missing");

        HttpResponse<String> again = post(anyone, key, "/api/v1/password-resets", body);

        assertProblem(again, 409, "mail-missing");
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    @Test
    void readsKeysOnPostOnly() {
        HttpResponse<String> answer =
                ada.send(ada.to(org).header("Idempotency-Key", "").GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        List<Object> documented = JsonPath.read(
                anyone.get("/api/openapi.json").body(),
                "$.paths['/api/v1/tokens'].post.parameters[?(@.name == 'Idempotency-Key')]");
        assertThat(documented).hasSize(1);
    }

    private static void isRunning(HttpResponse<String> answer) {
        assertProblem(answer, 409, "idempotency-key-in-use");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    private static HttpResponse<String> post(Site site, String key, String path, String body) {
        return site.send(site.to(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
