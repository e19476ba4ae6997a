package io.slipway.api;

import static io.slipway.api.AccountHttpBase.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesHttpTest extends OrganisationsHttpBase {

    private static final int KIB = 1024;

    static Stream<Arguments> limits() {
        return Stream.of(
                        Arguments.of("PATCH", "/api/v1/me", "{\"displayName\":\"Ada\"}", 1024 * KIB, 200),
                        Arguments.of("POST", "/api/v1/password-resets", "{\"account\":\"ada\"}", 16 * KIB, 409),
                        Arguments.of("POST", "/api/v1/sign-ups", "{\"name\":\"x\"}", 16 * KIB, 400),
                        Arguments.of("PUT", "/api/v1/me/password", "{}", 16 * KIB, 400),
                        Arguments.of("PUT", "/api/v1/me/email", "{}", 16 * KIB, 400),
                        Arguments.of("PUT", "/api/v1/me/two-factor", "{}", 16 * KIB, 400),
                        Arguments.of("POST", "/api/v1/tokens", "{\"name\":\"t\",\"rights\":[\"read\"]}", 4 * KIB, 201),
                        Arguments.of("POST", "ROBOT/tokens", "{\"name\":\"t\"}", 4 * KIB, 201))
                .flatMap(row -> Stream.of(-1, 0, 1).map(more -> {
                    Object[] values = row.get();
                    return Arguments.of(values[0], values[1], values[2], values[3], more, values[4]);
                }));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void takesBodiesUpToTheirLimit(String method, String path, String body, int limit, int more, int status) {
        ada.post(org + "/robots", "{\"name\":\"ci\"}");
        String target = path.replace("ROBOT", org + "/robots/ci");
        String padded = " ".repeat(limit + more - body.length()) + body;

        HttpResponse<String> whole = ada.change(method, target, padded, "application/json");
        HttpResponse<String> chunked =
                send(method, target, BodyPublishers.fromPublisher(BodyPublishers.ofString(padded)), "application/json");

        for (HttpResponse<String> answer : List.of(whole, chunked)) {
            if (more > 0) {
                assertProblem(answer, 413, "content-too-large");
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @Tag("G3")
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "text/plain; application/json",
                "application/jsonp",
                "nonsense"
            })
    void asksForJson(String type) {
        String[][] changes = {
            {"POST", org + "/teams"}, {"PATCH", org}, {"PUT", org + "/members/bob"}, {"DELETE", org + "/members/bob"}
        };
        for (String[] change : changes) {
            HttpResponse<String> answer = ada.change(change[0], change[1], "{\"name\":\"dev\"}", type);
            assertProblem(answer, 415, "unsupported-media-type");
            assertThat(answer.headers().firstValue("Accept")).contains("application/json");
        }
        assertThat(ada.get(org + "/members/bob").statusCode()).isEqualTo(200);
        assertThat(ada.get(org + "/teams").body()).isEqualTo("[]");
    }

    @Test
    void asksForATypeWhereThereIsABody() {
        HttpResponse<String> answer =
                ada.send(ada.to(org + "/teams").method("POST", BodyPublishers.ofString("{\"name\":\"dev\"}")));

        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void takesChangesWithoutABody() {
        ada.post(org + "/teams", "{\"name\":\"dev\"}");

        HttpResponse<String> added =
                ada.send(ada.to(org + "/teams/dev/members/bob").method("PUT", BodyPublishers.noBody()));

        assertThat(added.statusCode()).isEqualTo(204);
        assertThat(delete(ada, org + "/teams/dev/members/bob").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/merge-patch+json", "APPLICATION/JSON"})
    void takesJsonByAllItsNames(String type) {
        assertThat(ada.change("PATCH", org, "{\"description\":\"x\"}", type).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String type) {
        return ada.send(ada.to(path).method(method, body).header("Content-Type", type));
    }
}
