package io.slipway.builds;

import io.slipway.work.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a push did to a branch or a tag.
///
/// @param commit  empty where it went away, or is not known before the clone
/// @param gone    whether it went away
/// @param title   the first line of the commit's message
/// @param skipped whether the message asks for no build
record RefChange(SourceRef ref, Optional<String> commit, boolean gone, String title, String author, boolean skipped) {

    private static final int LONGEST_REF = 250;
    private static final int LONGEST_TEXT = 200;
    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";
    private static final List<String> PROPOSALS =
            List.of("refs/pull/", "refs/pull-requests/", "refs/merge-requests/", "refs/changes/", "refs/for/");

    RefChange {
        ref = new SourceRef(ref.kind(), Printable.of(ref.name(), LONGEST_REF + 1));
        title = Printable.of(title, LONGEST_TEXT);
        author = Printable.of(author, LONGEST_TEXT);
    }

    /// Why a push to something that is no branch and no tag builds nothing: providers keep the code of people who may
    /// not push there under such names.
    static NoBuild otherwise(String name) {
        return PROPOSALS.stream().anyMatch(name::startsWith) ? NoBuild.PULL_REQUEST : NoBuild.OTHER_EVENT;
    }

    static RefChange of(SourceRef ref, Optional<String> commit, String message, String author) {
        String words = message.toLowerCase(Locale.ROOT);
        return new RefChange(
                ref,
                commit,
                false,
                message.strip().lines().findFirst().orElse(""),
                author,
                words.contains("[skip build]") || words.contains("[build skip]"));
    }

    static RefChange gone(SourceRef ref) {
        return new RefChange(ref, Optional.empty(), true, "", "", false);
    }

    /// @param name with `refs/…/`; notes and what else there is are no branch and no tag
    static Optional<SourceRef> ref(String name) {
        if (name.startsWith(BRANCH)) {
            return Optional.of(new SourceRef(SourceRef.Kind.BRANCH, name.substring(BRANCH.length())));
        }
        return name.startsWith(TAG)
                ? Optional.of(new SourceRef(SourceRef.Kind.TAG, name.substring(TAG.length())))
                : Optional.empty();
    }

    /// Whether the name is one that Git could have.
    boolean isNamed() {
        return RefName.isBranchOrTag(ref.name());
    }
}
