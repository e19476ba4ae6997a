package io.slipway.api;

import io.slipway.builds.SourceRef;
import io.slipway.builds.SourceRef.Kind;
import io.slipway.builds.StartWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A branch, a tag or a commit; the commit may be one of the branch or tag.
///
/// @param rules to try instead of those that are kept
record RefBody(
        @Nullable String branch,
        @Nullable String tag,
        @Nullable String commit,
        @Nullable Long rule,
        @Nullable List<RuleBody> rules) {

    /// Branches and tags that were there before.
    record Many(@Nullable List<String> branches, @Nullable List<String> tags) {

        List<SourceRef> toRefs() {
            List<SourceRef> refs = new ArrayList<>();
            Optional.ofNullable(branches).orElse(List.of()).stream()
                    .filter(Objects::nonNull)
                    .forEach(name -> refs.add(new SourceRef(Kind.BRANCH, name)));
            Optional.ofNullable(tags).orElse(List.of()).stream()
                    .filter(Objects::nonNull)
                    .forEach(name -> refs.add(new SourceRef(Kind.TAG, name)));
            return refs;
        }
    }

    StartWish toStart() {
        if (rules != null) {
            throw ApiException.invalid("a start has the rules that are kept");
        }
        return new StartWish(
                ref(),
                branch == null && tag == null ? Optional.empty() : Optional.ofNullable(commit),
                Optional.ofNullable(rule));
    }

    SourceRef ref() {
        if (branch != null && tag != null) {
            throw ApiException.invalid("give branch or tag, not both");
        }
        if (branch != null) {
            return new SourceRef(Kind.BRANCH, branch);
        }
        return tag != null ? new SourceRef(Kind.TAG, tag) : new SourceRef(Kind.COMMIT, need());
    }

    private String need() {
        if (commit == null) {
            throw ApiException.invalid("give branch, tag or commit");
        }
        return commit;
    }
}
