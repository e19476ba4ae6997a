package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.GitProvider;
import io.slipway.builds.Trigger;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who may deliver.
@Tag("F1")
class HookSignaturesHttpTest extends HooksBase {

    private static final String PUSH = Payloads.github("refs/heads/main", Payloads.COMMIT, "Mend it");

    @AfterEach
    void forgive() {
        // all of these come from one address
        jdbc.sql("DELETE FROM work.counter").update();
    }

    @Test
    void refusesWhatIsNotSignedWithTheTriggersSecretOverTheRawBody() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"));
        String other = secret(trigger(GitProvider.GITHUB));
        String right = HookSender.hmac(secret(trigger), PUSH);
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("none", "");
        wrong.put("no prefix", right);
        wrong.put("SHA-1 prefix", "sha1=" + right);
        wrong.put("another repository's secret", "sha256=" + HookSender.hmac(other, PUSH));
        wrong.put("of no body", "sha256=" + HookSender.hmac(secret(trigger), ""));
        wrong.put("of the JSON written again", "sha256=" + HookSender.hmac(secret(trigger), PUSH.replace(",\n", ",")));
        wrong.put("cut", "sha256=" + right.substring(0, 62));
        wrong.put("not hex", "sha256=" + "z".repeat(64));
        wrong.put("the secret itself", secret(trigger));
        wrong.forEach((what, signature) -> {
            Map<String, String> headers = new HashMap<>(Map.of("X-GitHub-Event", "push", "X-GitHub-Delivery", what));
            if (!signature.isEmpty()) {
                headers.put("X-Hub-Signature-256", signature);
            }
            headers.put("X-Hub-Signature", "sha1=" + right);
            headers.put("X-Gitlab-Token", secret(trigger));
            assertProblem(to(trigger).send(PUSH.getBytes(UTF_8), headers), 401, "unauthorized");
        });
        assertThat(deliveries(trigger)).isZero();
        assertThat(builds()).isZero();
    }

    @Test
    void unknownRestingAndBadlySignedLookAlike() {
        Trigger resting = trigger(GitProvider.GITHUB, branch("main", "latest"));
        Trigger active = trigger(GitProvider.GITHUB, branch("main", "latest"));
        String secret = secret(resting);
        jdbc.sql("UPDATE builds.trigger SET enabled = false WHERE id = ?")
                .param(resting.rowId())
                .update();

        List<HttpResponse<String>> answers = new ArrayList<>();
        answers.add(to(resting).github(secret, "push", "1", PUSH));
        answers.add(to(active).github("wrong", "push", "1", PUSH));
        answers.add(new HookSender(site, "/hooks/" + UUID.randomUUID()).github("wrong", "push", "1", PUSH));
        answers.add(new HookSender(site, "/hooks/x").github("wrong", "push", "1", PUSH));
        answers.add(site.get("/hooks/" + active.id()));
        answers.add(site.get("/hooks"));
        jdbc.sql("UPDATE builds.trigger SET enabled = true, paused_at = now() WHERE id = ?")
                .param(resting.rowId())
                .update();
        answers.add(to(resting).github(secret, "push", "1", PUSH));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(401);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
    }

    @Test
    void holdsUpWhoGuesses() {
        Trigger trigger = trigger(GitProvider.GITHUB, branch("main", "latest"));
        Trigger other = trigger(GitProvider.GITHUB, branch("main", "latest"));
        int last = 401;
        for (int i = 0; i < 30 && last == 401; i++) {
            last = to(trigger).github("wrong" + i, "push", "1", PUSH).statusCode();
        }

        assertThat(last).isEqualTo(429);
        assertTaken(to(other).github(secret(other), "push", "1", PUSH), 1, "");
    }

    @Test
    void takesTheSignaturesOfEachProvider() {
        Trigger github = trigger(GitProvider.GITHUB, branch("main", "latest"));
        assertTaken(to(github).github(secret(github), "push", "1", PUSH), 1, "");

        Trigger gitea = trigger(GitProvider.GITEA, branch("main", "latest"));
        for (String name : List.of("Gitea", "Forgejo")) {
            String body = PUSH + " ".repeat(name.length());
            assertTaken(
                    to(gitea)
                            .send(
                                    body.getBytes(UTF_8),
                                    Map.of(
                                            "X-" + name + "-Event",
                                            "push",
                                            "X-" + name + "-Delivery",
                                            name,
                                            "X-" + name + "-Signature",
                                            HookSender.hmac(secret(gitea), body))),
                    1,
                    "");
        }

        Trigger bitbucket = trigger(GitProvider.BITBUCKET, branch("main", "latest"));
        String change = Payloads.bitbucket(Payloads.bitbucketNew("branch", "main"));
        assertTaken(
                to(bitbucket)
                        .send(
                                change.getBytes(UTF_8),
                                Map.of(
                                        "X-Event-Key", "repo:push",
                                        "X-Request-UUID", "1",
                                        "X-Hub-Signature", "sha256=" + HookSender.hmac(secret(bitbucket), change))),
                1,
                "");

        Trigger git = trigger(GitProvider.GIT, branch("main", "latest"));
        String own = "{\"ref\":\"refs/heads/main\",\"commit\":\"" + Payloads.COMMIT + "\"}";
        assertTaken(to(git).send(own.getBytes(UTF_8), Map.of("Authorization", "Bearer " + secret(git))), 1, "");
        String quay = "{\"ref\":\"refs/heads/main\",\"default_branch\":\"main\",\"commit\":\"" + Payloads.COMMIT
                + "\",\"commit_info\":{\"message\":\"Mend it\",\"author\":{\"username\":\"ada\"}}}";
        assertTaken(
                to(git).send(
                                quay.getBytes(UTF_8),
                                Map.of("X-Slipway-Signature-256", "sha256=" + HookSender.hmac(secret(git), quay))),
                1,
                "");
        assertProblem(to(git).send(own.getBytes(UTF_8), Map.of("Authorization", "Bearer wrong")), 401, "unauthorized");
    }

    @Test
    void takesGitlabsTokenAndItsSignature() {
        Trigger gitlab = trigger(GitProvider.GITLAB, branch("main", "latest"), tag("v(.*)", "{1}"));
        String push = Payloads.gitlab("push", "refs/heads/main", Payloads.COMMIT);
        assertTaken(
                to(gitlab)
                        .send(
                                push.getBytes(UTF_8),
                                Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", secret(gitlab))),
                1,
                "");
        assertProblem(
                to(gitlab).send(push.getBytes(UTF_8), Map.of("X-Gitlab-Token", secret(gitlab) + "x")),
                401,
                "unauthorized");

        String tag = Payloads.gitlab("tag_push", "refs/tags/v1.0", "3".repeat(40));
        long now = Instant.now().getEpochSecond();
        assertTaken(to(gitlab).send(tag.getBytes(UTF_8), signed(gitlab, "msg1", now, tag)), 1, "");
        assertThat(build("1.0")).containsEntry("commit_id", Payloads.COMMIT);
        for (long old : List.of(now - 301, now + 310)) {
            assertProblem(to(gitlab).send(tag.getBytes(UTF_8), signed(gitlab, "msg2", old, tag)), 401, "unauthorized");
        }
        Map<String, String> other = new HashMap<>(signed(gitlab, "msg3", now, tag));
        other.put("webhook-id", "msg4");
        assertProblem(to(gitlab).send(tag.getBytes(UTF_8), other), 401, "unauthorized");
        other.put("X-Gitlab-Token", secret(gitlab));
        assertProblem(to(gitlab).send(tag.getBytes(UTF_8), other), 401, "unauthorized");
    }

    private Map<String, Object> build(String tag) {
        return jdbc.sql("SELECT * FROM builds.build WHERE repository_id = ? AND ? = ANY (tags)")
                .params(repository.id(), tag)
                .query()
                .singleRow();
    }

    private Map<String, String> signed(Trigger trigger, String id, long at, String body) {
        byte[] key = Base64.getDecoder().decode(secret(trigger).substring("whsec_".length()));
        byte[] mac = HookSender.mac(key, (id + "." + at + "." + body).getBytes(UTF_8));
        return Map.of(
                "X-Gitlab-Event",
                "Tag Push Hook",
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(at),
                "webhook-signature",
                "v1,other v1," + Base64.getEncoder().encodeToString(mac));
    }
}
