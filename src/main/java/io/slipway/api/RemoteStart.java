package io.slipway.api;

import io.slipway.builds.SourceRef;
import io.slipway.builds.SourceRef.Kind;
import io.slipway.builds.StartWish;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a script asks for: `{branch}`, `{tag}` or `{commit, rule}`, as Docker Hub took it
/// `{source_type, source_name}`, or `{build: true}` for all rules of a literal name.
final class RemoteStart {

    private RemoteStart() {}

    /// @return empty for all rules of a literal name
    /// @throws ApiException 400
    static Optional<StartWish> read(JsonMapper json, byte[] body) {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JacksonException e) {
            throw ApiException.invalid("the body must be one JSON object");
        }
        if (!root.isObject()) {
            throw ApiException.invalid("the body must be one JSON object");
        }
        if (root.path("build").isBoolean() && root.path("build").asBoolean() && root.size() == 1) {
            return Optional.empty();
        }
        Optional<Long> rule = root.path("rule").isIntegralNumber()
                ? Optional.of(root.path("rule").asLong())
                : Optional.empty();
        Optional<String> commit = text(root, "commit");
        SourceRef ref = hub(root)
                .or(() -> named(root, "branch", Kind.BRANCH))
                .or(() -> named(root, "tag", Kind.TAG))
                .or(() -> commit.map(id -> new SourceRef(Kind.COMMIT, id)))
                .orElseThrow(() -> ApiException.invalid("give branch, tag or commit, or build: true"));
        return Optional.of(new StartWish(ref, commit, rule));
    }

    private static Optional<SourceRef> hub(JsonNode root) {
        return text(root, "source_type").flatMap(type -> switch (type.toLowerCase(Locale.ROOT)) {
            case "branch" -> named(root, "source_name", Kind.BRANCH);
            case "tag" -> named(root, "source_name", Kind.TAG);
            default -> throw ApiException.invalid("source_type is Branch or Tag");
        });
    }

    private static Optional<SourceRef> named(JsonNode root, String field, Kind kind) {
        return text(root, field).map(name -> new SourceRef(kind, name));
    }

    private static Optional<String> text(JsonNode root, String field) {
        return root.path(field).stringValueOpt();
    }
}
