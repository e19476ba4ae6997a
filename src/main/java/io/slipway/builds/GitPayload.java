package io.slipway.builds;

import java.util.List;
import java.util.Optional;

/// Of a hook that somebody wrote: `{ref, commit, default_branch?, message?, author?}`, or the same as Quay's custom
/// Git has it, with `commit_info`.
final class GitPayload {

    private GitPayload() {}

    static HookPush read(String event, PayloadJson body) {
        if (event.equals("ping")) {
            return HookPush.nothing(event, NoBuild.PING);
        }
        String defaultBranch = body.text("default_branch");
        String name = body.need("ref");
        Optional<SourceRef> ref = RefChange.ref(name);
        if (ref.isEmpty() && RefChange.otherwise(name) == NoBuild.PULL_REQUEST) {
            return HookPush.nothing("push", NoBuild.PULL_REQUEST);
        }
        if (ref.isEmpty()) {
            throw new MalformedPayload("the field ref begins with refs/heads/ or refs/tags/");
        }
        if (body.isZero("commit")) {
            return new HookPush("push", NoBuild.NONE, List.of(RefChange.gone(ref.get())), defaultBranch);
        }
        String commit = body.commit("commit");
        Optional<PayloadJson> info = body.maybe("commit_info");
        String message = info.map(it -> it.text("message")).orElseGet(() -> body.text("message"));
        String author = info.flatMap(it -> it.maybe("author"))
                .map(it -> it.text("username"))
                .orElseGet(() -> body.text("author"));
        return new HookPush(
                "push",
                NoBuild.NONE,
                List.of(RefChange.of(ref.get(), Optional.of(commit), message, author)),
                defaultBranch);
    }
}
