package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Right;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import(Town.class)
class ReadmeHttpTest {

    private static final String README = "/api/v1/repositories/acme/web/-/readme";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    Site anyone;
    Site ada;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        put(ada, "{\"text\":\"\"}");
    }

    @Test
    void keepsWhatWasWritten() {
        assertThat(ada.get(README).body()).isEqualTo("{\"text\":\"\"}");

        HttpResponse<String> saved = put(ada, "{\"text\":\"# Web\\r\\n\\n<b>x</b>\"}");
        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.body()).startsWith("{\"text\":\"# Web\\n\\n<b>x</b>\",\"changedAt\":\"");
        assertThat(anyone.as("bob").get(README).body()).isEqualTo(saved.body());

        assertThat(put(ada, "{\"text\":\" \"}").body()).isEqualTo("{\"text\":\"\"}");
    }

    @Test
    void isWrittenByOneOfTwoWhoReadTheSame() {
        String tag = ada.get(README).headers().firstValue("ETag").orElseThrow();

        assertThat(putIf(tag, "first").statusCode()).isEqualTo(200);
        assertProblem(putIf(tag, "second"), 412, "precondition-failed");
        assertThat(ada.get(README).body()).contains("first");
    }

    @Test
    @Tag("B1")
    void refusesWhatItCannotKeep() {
        for (String body : List.of(
                "{}",
                "{\"text\":null}",
                "{\"text\":\"x\",\"html\":\"y\"}",
                "{\"text\":\"x\",\"role\":\"read\"}",
                "{\"text\":\"a\\u0000b\"}",
                "{\"text\":\"" + "x".repeat(64 * 1_024 + 1) + "\"}")) {
            assertProblem(put(ada, body), 400, "body-invalid");
        }
        assertThat(put(ada, "{\"text\":\"" + "x".repeat(64 * 1_024) + "\"}").statusCode())
                .isEqualTo(200);
        String grants = README.replace("readme", "grants");
        assertProblem(
                ada.change(
                        "PUT",
                        grants,
                        "{\"kind\":\"user\",\"name\":\"eve\",\"role\":\"read\",\"text\":\"x\"}",
                        "application/json"),
                400,
                "body-invalid");
    }

    @Test
    @Tag("B4")
    void isWrittenByAdministratorsOfTheRepositoryOnly() {
        Site weak = town.token(anyone, "ada", Right.WRITE, Right.DELETE);

        for (Site site : List.of(anyone.as("bob"), anyone.as("aud"), weak)) {
            assertProblem(put(site, "{\"text\":\"mine\"}"), 403, "denied");
        }
        assertProblem(put(anyone.as("eve"), "{\"text\":\"mine\"}"), 404, "name-unknown");
        assertProblem(put(anyone, "{\"text\":\"mine\"}"), 401, "unauthorized");
        assertProblem(anyone.as("eve").get(README), 404, "name-unknown");
        assertProblem(anyone.get(README), 404, "name-unknown");
        assertThat(ada.get(README).body()).isEqualTo("{\"text\":\"\"}");
    }

    private HttpResponse<String> putIf(String tag, String text) {
        return ada.send(ada.to(README)
                .header("If-Match", tag)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"text\":\"" + text + "\"}")));
    }

    private static HttpResponse<String> put(Site site, String body) {
        return site.change("PUT", README, body, "application/json");
    }
}
