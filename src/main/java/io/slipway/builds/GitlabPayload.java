package io.slipway.builds;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

final class GitlabPayload {

    private GitlabPayload() {}

    /// @param header such as `Push Hook`; the body says it again, in other words
    static HookPush read(String header, PayloadJson body) {
        String event = body.text("object_kind").isEmpty() ? body.text("event_name") : body.text("object_kind");
        return switch (event) {
            case "push", "tag_push" -> push(event, body);
            case "merge_request" -> HookPush.nothing(event, NoBuild.PULL_REQUEST);
            case "" -> {
                if (header.equals("Push Hook") || header.equals("Tag Push Hook")) {
                    throw new MalformedPayload("the field object_kind must be a text");
                }
                yield HookPush.nothing(header, NoBuild.OTHER_EVENT);
            }
            default -> HookPush.nothing(event, NoBuild.OTHER_EVENT);
        };
    }

    private static HookPush push(String event, PayloadJson body) {
        String name = body.need("ref");
        String defaultBranch = body.object("project").text("default_branch");
        Optional<SourceRef> ref = RefChange.ref(name);
        if (ref.isEmpty()) {
            return HookPush.nothing(event, RefChange.otherwise(name));
        }
        if (body.isZero("after")) {
            return new HookPush(event, NoBuild.NONE, List.of(RefChange.gone(ref.get())), defaultBranch);
        }
        // of an annotated tag, after names the tag itself
        String commit = body.text("checkout_sha").isEmpty() ? body.commit("after") : body.commit("checkout_sha");
        JsonNode commits = body.node().path("commits");
        if (!commits.isMissingNode() && !commits.isNull() && !commits.isArray()) {
            throw new MalformedPayload("the field commits must be a list");
        }
        Optional<PayloadJson> head = commits.values().stream()
                .map(PayloadJson::new)
                .filter(it -> it.text("id").equals(commit))
                .findFirst();
        return new HookPush(
                event,
                NoBuild.NONE,
                List.of(RefChange.of(
                        ref.get(),
                        Optional.of(commit),
                        head.map(it -> it.text("message")).orElse(""),
                        head.flatMap(it -> it.maybe("author"))
                                .map(it -> it.text("name"))
                                .orElseGet(() -> body.text("user_name")))),
                defaultBranch);
    }
}
