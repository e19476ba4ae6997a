package io.slipway.builds;

import java.util.List;

/// Which refs of a trigger are built, how, and which tags that makes.
///
/// @param id      0 for one that is not kept yet
/// @param pattern the name itself where it is literal, else a regular expression of RE2 for the whole name
/// @param tags    templates, see [TagTemplate]
/// @param plan    how it is built; whether with submodules is a matter of the trigger
public record BuildRule(
        long id, boolean enabled, Source source, String pattern, boolean literal, List<String> tags, BuildPlan plan) {

    public enum Source {
        BRANCH,
        TAG
    }

    public BuildRule {
        tags = List.copyOf(tags);
    }

    /// Whether it is of branches or of tags, as `ref` is.
    boolean isOf(SourceRef ref) {
        return switch (source) {
            case BRANCH -> ref.kind() == SourceRef.Kind.BRANCH;
            case TAG -> ref.kind() == SourceRef.Kind.TAG;
        };
    }
}
