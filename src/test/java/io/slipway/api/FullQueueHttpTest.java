package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.builds.Delivery;
import io.slipway.builds.Delivery.Verdict;
import io.slipway.builds.GitProvider;
import io.slipway.builds.NoBuild;
import io.slipway.builds.Trigger;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Two builds of ada's wait, and no more may.
@TestPropertySource(properties = "slipway.builds.queue-limit=2")
class FullQueueHttpTest extends HooksBase {

    @BeforeEach
    void emptyTheQueue() {
        jdbc.sql("DELETE FROM builds.build").update();
    }

    @Test
    void tellsEverybodyToComeLater() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"), tag("v1", "1"));
        String remote = "/hooks/" + trigger.id() + "/start";
        Site elsewhere = site.with("Bearer "
                + triggers.makeRemoteToken(repository, trigger.id(), false).value());
        Site ada = site.as("ada");
        String api = "/api/v1/repositories/" + repository.name() + "/-/build-triggers/" + trigger.id();
        assertTaken(elsewhere.post(remote, "{\"branch\":\"main\"}"), 1, "");
        assertThat(ada.post(api + "/start", "{\"branch\":\"main\"}").body()).isEqualTo("{\"builds\":[2]}");

        assertFull(elsewhere.post(remote, "{\"tag\":\"v1\"}"));
        assertFull(elsewhere.post(remote, "{\"source_type\":\"Branch\",\"source_name\":\"main\"}"));
        assertFull(ada.post(api + "/start", "{\"branch\":\"main\"}"));
        assertFull(ada.post(api + "/backfill", "{\"branches\":[\"main\"]}"));
        assertThat(builds()).isEqualTo(2);

        String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it");
        assertFull(to(trigger).github(secret(trigger), "push", "d", push));
        Delivery refused = delivery(trigger);
        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.reason()).isEqualTo(NoBuild.QUEUE_FULL);
        HttpResponse<String> shown = ada.get(api + "/deliveries/" + refused.id());
        assertThat(JsonPath.<String>read(shown.body(), "$.reason")).isEqualTo("queue-full");
        assertFull(ada.post(api + "/deliveries/" + refused.id() + "/redeliver", "{}"));
        // as providers do that try again
        assertFull(to(trigger).github(secret(trigger), "push", "d", push));
        assertThat(deliveries(trigger)).isEqualTo(1);
        assertThat(builds()).isEqualTo(2);

        String builds = "/api/v1/repositories/" + repository.name() + "/-/builds";
        assertThat(ada.post(builds + "/1/cancel", "{}").statusCode()).isLessThan(300);
        assertThat(ada.post(api + "/deliveries/" + refused.id() + "/redeliver", "{}")
                        .body())
                .isEqualTo("{\"builds\":[3],\"reason\":\"\"}");
        assertThat(delivery(trigger).verdict()).isEqualTo(Verdict.BUILDS);
        assertFull(ada.post(builds + "/1/retry", "{}"));
        assertThat(builds()).isEqualTo(3);

        ada.post(builds + "/2/cancel", "{}");
        // built by now, so the provider's own repeat builds nothing
        assertTaken(to(trigger).github(secret(trigger), "push", "d", push), 0, "");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void takesTheProvidersNextTryWhenThereIsRoom() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest", "{commit}"), tag("v1", "1"));
        Site ada = site.as("ada");
        String api = "/api/v1/repositories/" + repository.name() + "/-/build-triggers/" + trigger.id();
        ada.post(api + "/start", "{\"branch\":\"main\"}");
        ada.post(api + "/start", "{\"branch\":\"main\"}");
        String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it");
        assertFull(to(trigger).github(secret(trigger), "push", "d", push));
        ada.post("/api/v1/repositories/" + repository.name() + "/-/builds/1/cancel", "{}");
        assertTaken(to(trigger).github(secret(trigger), "push", "d", push), 1, "");
        assertThat(delivery(trigger).verdict()).isEqualTo(Verdict.BUILDS);
    }

    private Delivery delivery(Trigger trigger) {
        return deliveries
                .page(repository, trigger.id(), Optional.empty(), 10)
                .items()
                .getFirst();
    }

    private static void assertFull(HttpResponse<String> answer) {
        assertProblem(answer, 429, "queue-full");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 3600);
        assertThat(JsonPath.<String>read(answer.body(), "$.detail")).contains("2 builds of this namespace");
    }
}
