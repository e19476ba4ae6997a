package io.slipway.builds;

/// What of the Git repository is built.
///
/// @param name of the branch or tag without `refs/…/`, or the whole commit id
public record SourceRef(Kind kind, String name) {

    public enum Kind {
        BRANCH,
        TAG,
        COMMIT
    }
}
