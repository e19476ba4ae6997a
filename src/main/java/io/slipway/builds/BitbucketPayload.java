package io.slipway.builds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// As Bitbucket Cloud sends it: one delivery may be of several branches and tags.
final class BitbucketPayload {

    private static final int MOST_CHANGES = 100;

    private BitbucketPayload() {}

    static HookPush read(String event, PayloadJson body) {
        return switch (event) {
            case "repo:push" -> push(event, body);
            case "diagnostics:ping" -> HookPush.nothing(event, NoBuild.PING);
            default ->
                HookPush.nothing(event, event.startsWith("pullrequest:") ? NoBuild.PULL_REQUEST : NoBuild.OTHER_EVENT);
        };
    }

    private static HookPush push(String event, PayloadJson body) {
        JsonNode changes = body.object("push").node().path("changes");
        if (!changes.isArray() || changes.size() > MOST_CHANGES) {
            throw new MalformedPayload("the field changes must be a list of at most " + MOST_CHANGES);
        }
        String defaultBranch = body.maybe("repository")
                .flatMap(it -> it.maybe("mainbranch"))
                .map(it -> it.text("name"))
                .orElse("");
        List<RefChange> found = new ArrayList<>();
        for (JsonNode change : changes.values()) {
            if (!change.isObject()) {
                throw new MalformedPayload("the field changes must be a list of objects");
            }
            change(new PayloadJson(change)).ifPresent(found::add);
        }
        return new HookPush(event, found.isEmpty() ? NoBuild.OTHER_EVENT : NoBuild.NONE, found, defaultBranch);
    }

    private static Optional<RefChange> change(PayloadJson change) {
        Optional<PayloadJson> fresh = change.maybe("new");
        if (fresh.isEmpty()) {
            return change.maybe("old").flatMap(BitbucketPayload::ref).map(RefChange::gone);
        }
        PayloadJson target = fresh.get().object("target");
        String commit = target.commit("hash");
        String author = target.maybe("author")
                .map(it ->
                        it.maybe("user").map(user -> user.text("display_name")).orElseGet(() -> it.text("raw")))
                .orElse("");
        return ref(fresh.get()).map(ref -> RefChange.of(ref, Optional.of(commit), target.text("message"), author));
    }

    private static Optional<SourceRef> ref(PayloadJson side) {
        String name = side.need("name");
        return switch (side.need("type")) {
            case "branch", "named_branch" -> Optional.of(new SourceRef(SourceRef.Kind.BRANCH, name));
            case "tag", "annotated_tag" -> Optional.of(new SourceRef(SourceRef.Kind.TAG, name));
            default -> Optional.empty();
        };
    }
}
