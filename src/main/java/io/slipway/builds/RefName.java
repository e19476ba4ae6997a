package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Names of branches and tags as `git check-ref-format` has them, without what a shell or an option would make of them.
final class RefName {

    private static final int LONGEST = 250;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern CLOSED = Pattern.compile("[\\s\\p{C}\uFFFD~^:?*\\[\\\\;|&$<>`'\"]|\\.\\.|@\\{|//");

    private RefName() {}

    static boolean isBranchOrTag(String name) {
        if (name.isEmpty()
                || name.equals("@")
                || name.equals("HEAD")
                || name.startsWith("-")
                || name.startsWith("/")
                || name.endsWith("/")
                || name.endsWith(".")
                || name.getBytes(StandardCharsets.UTF_8).length > LONGEST
                || CLOSED.matcher(name).find()) {
            return false;
        }
        for (String part : name.split("/")) {
            if (part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }

    static boolean isCommit(String id) {
        return COMMIT.matcher(id).matches();
    }

    /// @throws BuildsException INVALID, of the field `branch`, `tag` or `commit`
    static SourceRef check(SourceRef ref) {
        return switch (ref.kind()) {
            case BRANCH -> named(ref, "branch");
            case TAG -> named(ref, "tag");
            case COMMIT -> new SourceRef(ref.kind(), commit(ref.name()));
        };
    }

    /// @throws BuildsException INVALID, of the field `commit`
    static String commit(String id) {
        if (!isCommit(id)) {
            throw new BuildsException(
                    Code.INVALID, "commit", "a commit is given by its whole id: 40 or 64 characters of 0-9 and a-f");
        }
        return id;
    }

    private static SourceRef named(SourceRef ref, String field) {
        if (ref.name().startsWith("refs/")) {
            throw new BuildsException(
                    Code.INVALID,
                    field,
                    "give the name of the " + field + " without refs/: nothing else is built, such as pull requests");
        }
        if (!isBranchOrTag(ref.name())) {
            throw new BuildsException(Code.INVALID, field, "this is no name of a " + field + " in Git");
        }
        return ref;
    }
}
