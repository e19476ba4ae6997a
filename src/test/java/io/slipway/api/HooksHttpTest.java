package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.builds.Delivery;
import io.slipway.builds.Delivery.Verdict;
import io.slipway.builds.GitProvider;
import io.slipway.builds.NoBuild;
import io.slipway.builds.Trigger;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What deliveries say, and what comes of them.
class HooksHttpTest extends HooksBase {

    @Test
    void buildsWhatMatchesWithTheFactsOfThePush() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest", "{commit}"));

        String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it\\n\\nwell");
        assertTaken(to(trigger).github(secret(trigger), "push", "a1", push), 1, "");

        assertThat(build())
                .containsEntry("cause", "PUSH")
                .containsEntry("state", "QUEUED")
                .containsEntry("ref_kind", "BRANCH")
                .containsEntry("ref_name", "main")
                .containsEntry("commit_id", Payloads.COMMIT)
                .containsEntry("title", "Mend it")
                .containsEntry("author", "Ada");
        assertThat(build().get("tags").toString()).isEqualTo("{\"latest\",\"7d9f2c4\"}");
        assertThat(triggers.get(repository, trigger.id()).defaultBranch()).isEqualTo("main");
        Delivery kept = deliveries
                .page(repository, trigger.id(), Optional.empty(), 10)
                .items()
                .getFirst();
        assertThat(kept.verdict()).isEqualTo(Verdict.BUILDS);
        assertThat(kept.key()).isEqualTo("a1");
        assertThat(kept.builds()).containsExactly(1);
        assertThat(kept.headers())
                .containsEntry("x-github-event", "push")
                .doesNotContainKeys("x-hub-signature-256", "authorization");
        assertThat(new String(deliveries.body(kept), UTF_8)).isEqualTo(push);
    }

    @Test
    void saysWhyNothingIsBuilt() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"), tag("v(.*)", "{1}"));
        String secret = secret(trigger);
        HookSender to = to(trigger);
        String main = "refs/heads/main";

        assertTaken(to.github(secret, "push", "1", Payloads.github(main, Payloads.ZERO, "")), 0, "deleted");
        assertTaken(
                to.github(secret, "push", "2", Payloads.github(main, Payloads.COMMIT, "x [Skip Build]")), 0, "skipped");
        assertTaken(
                to.github(secret, "push", "3", Payloads.github(main, Payloads.COMMIT, "[build skip] y")), 0, "skipped");
        assertTaken(
                to.github(secret, "push", "4", Payloads.github("refs/heads/dev", Payloads.COMMIT, "")), 0, "no-rule");
        assertTaken(
                to.github(secret, "push", "5", Payloads.github("refs/notes/x", Payloads.COMMIT, "")), 0, "other-event");
        assertTaken(to.github(secret, "issues", "6", "{\"action\":\"opened\"}"), 0, "other-event");
        assertTaken(
                to.github(secret, "push", "8", Payloads.github("refs/heads/--output=x", Payloads.COMMIT, "")),
                0,
                "ref-invalid");
        assertTaken(
                to.github(secret, "push", "9", Payloads.github("refs/tags/\\u0000\\ud800", Payloads.COMMIT, "")),
                0,
                "ref-invalid");
        HttpResponse<String> ping = to.github(secret, "ping", "7", "{\"zen\":\"Keep it\",\"hook_id\":1}");
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(builds()).isZero();
        assertThat(deliveries(trigger)).isEqualTo(9);
    }

    @Test
    void takesFormsAndAllChangesOfAPush() {
        Trigger github = trigger(GitProvider.GITHUB, branch("main", "latest"));
        String form = "payload="
                + URLEncoder.encode(Payloads.github("refs/heads/main", Payloads.COMMIT, "ünd & so + on"), UTF_8);
        assertTaken(
                to(github)
                        .send(
                                form.getBytes(UTF_8),
                                Map.of(
                                        "Content-Type", "application/x-www-form-urlencoded",
                                        "X-GitHub-Event", "push",
                                        "X-Hub-Signature-256", "sha256=" + HookSender.hmac(secret(github), form))),
                1,
                "");
        assertThat(build()).containsEntry("title", "ünd & so + on");

        Trigger bitbucket = trigger(GitProvider.BITBUCKET, branch(".*", "{sourceref}"), tag("(.*)", "{1}"));
        String gone = "{\"old\":{\"type\":\"branch\",\"name\":\"old\"},\"new\":null,\"closed\":true}";
        String push = Payloads.bitbucket(String.join(
                ",",
                gone,
                Payloads.bitbucketNew("branch", "main"),
                Payloads.bitbucketNew("annotated_tag", "v1"),
                Payloads.bitbucketNew("named_branch", "dev")));
        assertTaken(
                to(bitbucket)
                        .send(
                                push.getBytes(UTF_8),
                                Map.of(
                                        "X-Event-Key",
                                        "repo:push",
                                        "X-Hub-Signature",
                                        "sha256=" + HookSender.hmac(secret(bitbucket), push))),
                3,
                "");
    }

    @Test
    @Tag("F2")
    void refusesWhatNoProviderSends() {
        for (GitProvider provider : GitProvider.values()) {
            Trigger trigger = trigger(provider, branch("main", "latest"));
            String commit = Payloads.COMMIT;
            for (String body : List.of(
                    "",
                    "null",
                    "[]",
                    "1",
                    "{",
                    "{}x",
                    "{\"ref\":1}",
                    "{\"ref\":null,\"after\":null,\"repository\":null,\"object_kind\":\"push\",\"project\":null}",
                    "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"repository\":{},\"project\":{},"
                            + "\"push\":{\"changes\":[1]}}",
                    "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"after\":\"x\",\"commit\":\"x\","
                            + "\"repository\":{},\"project\":{},\"push\":{\"changes\":[{\"new\":{\"name\":\"main\","
                            + "\"type\":\"branch\",\"target\":{\"hash\":\"x\"}}}]}}",
                    "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"after\":\"" + commit
                            + "\",\"head_commit\":[],\"commit\":[],\"repository\":{},\"project\":{},\"commits\":{},"
                            + "\"push\":{\"changes\":[{\"new\":[]}]}}",
                    "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
                    "{\"a\":[" + "{},".repeat(300_000) + "{}]}")) {
                HttpResponse<String> answer = signed(trigger, body.getBytes(UTF_8));
                assertThat(answer.statusCode())
                        .as(provider + " " + body.substring(0, Math.min(80, body.length())))
                        .isEqualTo(400);
            }
            assertThat(signed(trigger, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(builds()).isZero();
    }

    @Test
    @Tag("F2")
    void takesLargeBodiesAndRefusesLargerOnes() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"));
        String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it");
        byte[] large = Arrays.copyOf(push.getBytes(UTF_8), 2_000_000);
        Arrays.fill(large, push.getBytes(UTF_8).length, large.length, (byte) ' ');
        assertTaken(signed(trigger, large), 1, "");

        assertProblem(signed(trigger, new byte[25 * 1024 * 1024 + 1]), 413, "content-too-large");
        Delivery kept = deliveries
                .page(repository, trigger.id(), Optional.empty(), 10)
                .items()
                .getFirst();
        assertThat(deliveries.body(kept)).hasSizeLessThanOrEqualTo(256 * 1024);
    }

    @Test
    @Tag("F3")
    void buildsOnceHoweverOftenAndHoweverLateItIsDelivered() throws Exception {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"));
        String secret = secret(trigger);
        String push = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it");

        List<HttpResponse<String>> answers = Crowd.of(10, _ -> to(trigger).github(secret, "push", "same", push));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(answers)
                .filteredOn(answer -> JsonPath.<Boolean>read(answer.body(), "$.repeated"))
                .hasSize(9);
        assertThat(builds()).isEqualTo(1);

        jdbc.sql("UPDATE builds.delivery SET received_at = now() - interval '8 days'")
                .update();
        assertTaken(to(trigger).github(secret, "push", "same", push), 0, "");
        // the id is not signed: whoever caught a delivery could change it
        assertTaken(to(trigger).github(secret, "push", "another", push), 0, "");
        assertTaken(to(trigger).github(secret, "push", "SAME", push + " "), 0, "");
        assertThat(builds()).isEqualTo(1);

        String other = Payloads.github("refs/heads/main", "9".repeat(40), "Mend more");
        assertTaken(to(trigger).github(secret, "push", "other", other), 1, "");
    }

    @Test
    @Tag("F3")
    void mayTakeARepeatOfWhatWasRefused() {
        Trigger trigger = trigger(GitProvider.GIT, branch("main", "latest"));
        assertThat(signed(trigger, "{}".getBytes(UTF_8)).statusCode()).isEqualTo(400);
        Delivery refused = deliveries
                .page(repository, trigger.id(), Optional.empty(), 10)
                .items()
                .getFirst();
        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.reason()).isEqualTo(NoBuild.MALFORMED);

        byte[] push = ("{\"ref\":\"refs/heads/main\",\"commit\":\"" + Payloads.COMMIT + "\"}").getBytes(UTF_8);
        assertTaken(
                to(trigger)
                        .send(
                                push,
                                Map.of(
                                        "Authorization",
                                        "Bearer " + secret(trigger),
                                        "X-Slipway-Delivery",
                                        refused.key())),
                1,
                "");
    }

    @Test
    void startsByTheTokenOfTheTrigger() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"), tag("v(.*)", "{1}"));
        String token = triggers.makeRemoteToken(repository, trigger.id(), false).value();
        String start = "/hooks/" + trigger.id() + "/start";
        Site holder = site.with("Bearer " + token);

        assertTaken(holder.post(start, "{\"branch\":\"main\"}"), 1, "");
        assertTaken(holder.post(start, "{\"source_type\":\"Tag\",\"source_name\":\"v1.0\"}"), 1, "");
        assertProblem(holder.post(start, "{\"branch\":\"dev\"}"), 400, "invalid");
        assertProblem(holder.post(start, "{\"branch\":\"--output=x\"}"), 400, "invalid");
        assertProblem(holder.post(start, "[]"), 400, "body-invalid");
        assertTaken(holder.post(start, "{\"build\":true}"), 0, "no-rule");
        assertProblem(site.post(start, "{\"branch\":\"main\"}"), 401, "unauthorized");
        assertProblem(site.with("Bearer x").post(start, "{\"branch\":\"main\"}"), 401, "unauthorized");
        assertProblem(site.post(start + "?token=" + token, "{\"branch\":\"main\"}"), 401, "unauthorized");
        assertProblem(holder.get(start), 401, "unauthorized");

        String inUrl = triggers.makeRemoteToken(repository, trigger.id(), true).value();
        assertTaken(site.post(start + "?token=" + inUrl, "{\"branch\":\"main\"}"), 1, "");
        assertProblem(holder.post(start, "{\"branch\":\"main\"}"), 401, "unauthorized");
    }

    private HttpResponse<String> signed(Trigger trigger, byte[] body) {
        String secret = secret(trigger);
        String mac = HexFormat.of().formatHex(HookSender.mac(secret.getBytes(UTF_8), body));
        return to(trigger)
                .send(
                        body,
                        switch (trigger.provider()) {
                            case GITHUB -> Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + mac);
                            case GITEA -> Map.of("X-Gitea-Event", "push", "X-Gitea-Signature", mac);
                            case BITBUCKET -> Map.of("X-Event-Key", "repo:push", "X-Hub-Signature", "sha256=" + mac);
                            case GITLAB -> Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", secret);
                            case GIT -> Map.of("X-Slipway-Signature-256", "sha256=" + mac);
                        });
    }
}
