package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.Delivery;
import io.slipway.builds.Delivery.Verdict;
import io.slipway.builds.GitProvider;
import io.slipway.builds.NoBuild;
import io.slipway.builds.Trigger;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Code that somebody proposes who may not push: whatever a rule says, nothing is built of it.
@Tag("F15")
class HookProposalsHttpTest extends HooksBase {

    private static final String FORK = """
            "number":7,"pull_request":{"number":7,"state":"open","head":{"ref":"main","sha":"%1$s",
            "label":"eve:main","repo":{"full_name":"eve/web","fork":true,"default_branch":"main"}},
            "base":{"ref":"main","sha":"%1$s","repo":{"full_name":"acme/web","fork":false,"default_branch":"main"}}},
            "ref":"refs/heads/main","after":"%1$s","repository":{"full_name":"acme/web","default_branch":"main"},
            "sender":{"login":"eve"}
            """.formatted(Payloads.COMMIT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull_request",
                "pull_request_target",
                "pull_request_review",
                "pull_request_review_comment",
                "pull_request_sync",
                "pull_request_approved",
            })
    void areNotBuiltOfGithubAndGitea(String event) {
        for (String action : List.of("opened", "synchronize", "reopened", "labeled", "closed")) {
            String body = "{\"action\":\"" + action + "\"," + FORK + "}";
            Trigger github = open(GitProvider.GITHUB);
            assertNothing(
                    github,
                    to(github).github(secret(github), event, action, body),
                    NoBuild.PULL_REQUEST,
                    "pull-request");
            Trigger gitea = open(GitProvider.GITEA);
            Map<String, String> headers =
                    Map.of("X-Gitea-Event", event, "X-Gitea-Signature", HookSender.hmac(secret(gitea), body));
            assertNothing(gitea, to(gitea).send(body.getBytes(UTF_8), headers), NoBuild.PULL_REQUEST, "pull-request");
        }
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "update", "merge", "approved"})
    void areNotBuiltOfGitlab(String action) {
        Trigger gitlab = open(GitProvider.GITLAB);
        String body = """
                {"object_kind":"merge_request","event_type":"merge_request","ref":"refs/heads/main","after":"%1$s",
                "checkout_sha":"%1$s","project":{"path_with_namespace":"acme/web","default_branch":"main"},
                "object_attributes":{"iid":7,"action":"%2$s","source_branch":"main","target_branch":"main",
                "source":{"path_with_namespace":"eve/web"},"target":{"path_with_namespace":"acme/web"},
                "last_commit":{"id":"%1$s","message":"Mend it"}}}
                """.formatted(Payloads.COMMIT, action);
        Map<String, String> headers = Map.of("X-Gitlab-Event", "Merge Request Hook", "X-Gitlab-Token", secret(gitlab));
        assertNothing(gitlab, to(gitlab).send(body.getBytes(UTF_8), headers), NoBuild.PULL_REQUEST, "pull-request");
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pullrequest:created", "pullrequest:updated", "pullrequest:fulfilled", "pullrequest:approved"})
    void areNotBuiltOfBitbucket(String event) {
        Trigger bitbucket = open(GitProvider.BITBUCKET);
        String body = """
                {"pullrequest":{"id":7,"state":"OPEN","source":{"branch":{"name":"main"},"commit":{"hash":"%s"},
                "repository":{"full_name":"eve/web"}},"destination":{"branch":{"name":"main"},
                "repository":{"full_name":"acme/web"}}},"push":{"changes":[%s]}}
                """.formatted(Payloads.COMMIT, Payloads.bitbucketNew("branch", "main"));
        Map<String, String> headers =
                Map.of("X-Event-Key", event, "X-Hub-Signature", "sha256=" + HookSender.hmac(secret(bitbucket), body));
        assertNothing(
                bitbucket, to(bitbucket).send(body.getBytes(UTF_8), headers), NoBuild.PULL_REQUEST, "pull-request");
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/pull/7/head",
                "refs/pull/7/merge",
                "refs/merge-requests/7/head",
                "refs/pull-requests/7/from",
                "refs/changes/07/7/1",
                "refs/for/main",
            })
    void areNotBuiltWhenTheyComeAsPushes(String ref) {
        for (GitProvider provider :
                List.of(GitProvider.GITHUB, GitProvider.GITEA, GitProvider.GITLAB, GitProvider.GIT)) {
            Trigger trigger = open(provider);
            assertNothing(trigger, push(trigger, ref), NoBuild.PULL_REQUEST, "pull-request");
        }
        assertThat(builds()).isZero();
    }

    /// The name of an event is not signed: what was caught on its way can come back under another.
    @Test
    void areNotBuiltWhenTheyComeBackAsPushes() {
        Trigger github = open(GitProvider.GITHUB);
        String body = "{\"action\":\"opened\"," + FORK + "}";
        String secret = secret(github);
        assertTaken(to(github).github(secret, "pull_request", "1", body), 0, "pull-request");
        assertTaken(to(github).github(secret, "push", "2", body), 0, "");
        assertThat(builds()).isZero();
    }

    @ParameterizedTest
    @EnumSource(GitProvider.class)
    void areNotStartedByHandNorFromElsewhere(GitProvider provider) {
        Trigger trigger = open(provider);
        String token = triggers.makeRemoteToken(repository, trigger.id(), false).value();
        Site elsewhere = site.with("Bearer " + token);
        Site ada = site.as("ada");
        String api = "/api/v1/repositories/" + repository.name() + "/-/build-triggers/" + trigger.id();
        for (String ref :
                List.of("refs/pull/7/head", "refs/pull/7/merge", "refs/merge-requests/7/head", "refs/changes/07/7/1")) {
            for (String field : List.of("branch", "tag")) {
                String body = "{\"" + field + "\":\"" + ref + "\"}";
                assertProblem(elsewhere.post("/hooks/" + trigger.id() + "/start", body), 400, "invalid");
                assertProblem(ada.post(api + "/start", body), 400, "invalid");
            }
            String hub = "{\"source_type\":\"Branch\",\"source_name\":\"" + ref + "\"}";
            assertProblem(elsewhere.post("/hooks/" + trigger.id() + "/start", hub), 400, "invalid");
            assertProblem(
                    elsewhere.post("/hooks/" + trigger.id() + "/start", "{\"commit\":\"" + ref + "\"}"),
                    400,
                    "invalid");
            assertProblem(ada.post(api + "/backfill", "{\"branches\":[\"" + ref + "\"]}"), 400, "invalid");
        }
        assertThat(builds()).isZero();
    }

    /// Its rules take whatever there is.
    private Trigger open(GitProvider provider) {
        return trigger(provider, branch("[^-].*", "latest"), tag("[^-].*", "latest"));
    }

    private HttpResponse<String> push(Trigger trigger, String ref) {
        String secret = secret(trigger);
        String body = switch (trigger.provider()) {
            case GITHUB, GITEA, BITBUCKET -> Payloads.github(ref, Payloads.COMMIT, "Mend it");
            case GITLAB -> Payloads.gitlab("push", ref, Payloads.COMMIT);
            case GIT -> "{\"ref\":\"" + ref + "\",\"commit\":\"" + Payloads.COMMIT + "\"}";
        };
        String mac = HookSender.hmac(secret, body);
        return to(trigger)
                .send(
                        body.getBytes(UTF_8),
                        switch (trigger.provider()) {
                            case GITHUB, BITBUCKET ->
                                Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + mac);
                            case GITEA -> Map.of("X-Forgejo-Event", "push", "X-Forgejo-Signature", mac);
                            case GITLAB -> Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", secret);
                            case GIT -> Map.of("X-Slipway-Signature-256", "sha256=" + mac);
                        });
    }

    private void assertNothing(Trigger trigger, HttpResponse<String> answer, NoBuild reason, String word) {
        assertTaken(answer, 0, word);
        Delivery kept = deliveries
                .page(repository, trigger.id(), Optional.empty(), 10)
                .items()
                .getFirst();
        assertThat(kept.verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(kept.reason()).isEqualTo(reason);
    }
}
