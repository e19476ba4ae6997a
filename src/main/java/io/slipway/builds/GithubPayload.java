package io.slipway.builds;

import java.util.List;
import java.util.Optional;

/// As GitHub sends it, and Gitea and Forgejo in the same words.
final class GithubPayload {

    private GithubPayload() {}

    static HookPush read(String event, PayloadJson body) {
        return switch (event) {
            case "push" -> push(body);
            case "ping" -> HookPush.nothing(event, NoBuild.PING);
            default ->
                HookPush.nothing(event, event.startsWith("pull_request") ? NoBuild.PULL_REQUEST : NoBuild.OTHER_EVENT);
        };
    }

    private static HookPush push(PayloadJson body) {
        String name = body.need("ref");
        String defaultBranch = body.object("repository").text("default_branch");
        Optional<SourceRef> ref = RefChange.ref(name);
        if (ref.isEmpty()) {
            return HookPush.nothing("push", RefChange.otherwise(name));
        }
        if (body.isZero("after")) {
            return new HookPush("push", NoBuild.NONE, List.of(RefChange.gone(ref.get())), defaultBranch);
        }
        String after = body.commit("after");
        Optional<PayloadJson> head = body.maybe("head_commit");
        // of an annotated tag, after names the tag itself
        String commit = head.map(it -> it.commit("id")).orElse(after);
        return new HookPush(
                "push",
                NoBuild.NONE,
                List.of(RefChange.of(
                        ref.get(),
                        Optional.of(commit),
                        head.map(it -> it.text("message")).orElse(""),
                        head.flatMap(it -> it.maybe("author"))
                                .map(it -> it.text("name"))
                                .orElse(""))),
                defaultBranch);
    }
}
