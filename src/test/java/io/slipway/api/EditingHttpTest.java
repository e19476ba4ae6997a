package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Several people edit the same thing at once, each with the tag of what all of them read.
class EditingHttpTest extends OrganisationsHttpBase {

    private static final int EDITORS = 8;
    private static final int ROUNDS = 5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    organisation | {"description":"by %d"}
                    team         | {"description":"by %d"}
                    robot        | {"description":"by %d"}
                    repository   | {"description":"by %d"}
                    person       | {"displayName":"by %d"}
                    """)
    void letsOneOfManyEditorsWin(String what, String body) throws Exception {
        String path = made(what);
        String field = body.contains("displayName") ? "$.displayName" : "$.description";
        for (int round = 0; round < ROUNDS; round++) {
            String tag = tag(ada.get(path));
            int first = round * EDITORS;
            List<HttpResponse<String>> answers =
                    Crowd.of(EDITORS, editor -> patch(ada, path, tag, body.formatted(first + editor)));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 412).hasSize(EDITORS - 1);
            HttpResponse<String> won = answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .findFirst()
                    .orElseThrow();
            HttpResponse<String> now = ada.get(path);
            assertThat(JsonPath.<String>read(now.body(), field)).isEqualTo(JsonPath.read(won.body(), field));
            assertThat(tag(now)).isEqualTo(tag(won));
        }
    }

    @Test
    void letsOneOfManyAdministratorsWin() throws Exception {
        person("zoe");
        String path = "/api/v1/users/zoe";
        for (int round = 0; round < ROUNDS; round++) {
            String tag = tag(admin.get(path));
            boolean auditor = round % 2 == 0;
            String body = "{\"auditor\":" + auditor + "}";

            List<HttpResponse<String>> answers = Crowd.of(EDITORS, _ -> patch(admin, path, tag, body));

            assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == 412).hasSize(EDITORS - 1);
        }
    }

    @Test
    void deletesNothingThatWasChangedSinceItWasRead() throws Exception {
        String tag = tag(ada.get(org));
        assertThat(patch(ada, org, tag, "{\"description\":\"other\"}").statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer =
                ada.send(ada.to(org).header("If-Match", tag).DELETE());

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(ada.get(org).statusCode()).isEqualTo(200);
    }

    @Test
    void renamesNothingThatWasChangedSinceItWasRead() {
        String path = made("repository");
        String tag = tag(ada.get(path));
        assertThat(patch(ada, path, tag, "{\"description\":\"other\"}").statusCode())
                .isEqualTo(200);

        assertThat(patch(ada, path, tag, "{\"name\":\"" + name() + "/other\"}").statusCode())
                .isEqualTo(412);
        assertThat(ada.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void changesAnOrganisationAsAWholeOrNotAtAll() {
        String taken = name() + "x";
        assertThat(ada.post(PATH, "{\"name\":\"" + taken + "\"}").statusCode()).isEqualTo(201);

        HttpResponse<String> refusedName =
                ada.patch(org, "{\"description\":\"other\",\"membersCreate\":false,\"name\":\"" + taken + "\"}");
        HttpResponse<String> refusedText =
                ada.patch(org, "{\"name\":\"" + name() + "y\",\"description\":\"" + "x".repeat(1001) + "\"}");

        assertThat(refusedName.statusCode()).isEqualTo(409);
        assertThat(refusedText.statusCode()).isEqualTo(400);
        HttpResponse<String> now = ada.get(org);
        assertThat(now.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(now.body(), "$.description")).isEmpty();
        assertThat(JsonPath.<Boolean>read(now.body(), "$.membersCreate")).isTrue();
        assertThat(ada.get(org + "y").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsWhatAnotherEditorChangedOfTheSameThing() throws Exception {
        List<HttpResponse<String>> answers = Crowd.of(
                EDITORS,
                editor -> ada.patch(
                        org, editor % 2 == 0 ? "{\"displayName\":\"Acme\"}" : "{\"description\":\"Rockets\"}"));

        assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
        String now = ada.get(org).body();
        assertThat(JsonPath.<String>read(now, "$.displayName")).isEqualTo("Acme");
        assertThat(JsonPath.<String>read(now, "$.description")).isEqualTo("Rockets");
    }

    private String made(String what) {
        return switch (what) {
            case "organisation" -> org;
            case "team" -> made(org + "/teams", "dev");
            case "robot" -> made(org + "/robots", "ci");
            case "repository" -> made("/api/v1/repositories", name() + "/web");
            default -> "/api/v1/me";
        };
    }

    private String made(String path, String name) {
        HttpResponse<String> answer = ada.post(path, "{\"name\":\"" + name + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> patch(Site site, String path, String tag, String body) {
        return site.send(site.to(path)
                .method("PATCH", BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("If-Match", tag));
    }

    private static String tag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
