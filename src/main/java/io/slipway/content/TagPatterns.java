package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.util.List;
import java.util.regex.Pattern;

/// The tags that a credential may push and delete: globs with `*` and `?`. None of them means every tag.
public record TagPatterns(List<String> globs) {

    public static final TagPatterns EVERY = new TagPatterns(List.of());

    private static final int MAX = 20;
    private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_.*?-]{1,128}");

    public TagPatterns {
        globs = List.copyOf(globs);
        if (globs.size() > MAX || !globs.stream().allMatch(TagPatterns::isGlob)) {
            throw new IllegalArgumentException(
                    "at most " + MAX + " patterns of letters, digits, _ . - and the wildcards * and ?");
        }
    }

    static boolean isGlob(String text) {
        return GLOB.matcher(text).matches();
    }

    public boolean everything() {
        return globs.isEmpty();
    }

    public boolean matches(String tag) {
        return everything() || globs.stream().anyMatch(glob -> matches(glob, tag));
    }

    /// @throws OciException DENIED
    void require(Tag tag) {
        if (!matches(tag.value())) {
            throw new OciException(ErrorCode.DENIED, "this token may not change the tag " + tag + ", only " + this);
        }
    }

    /// Deleting a manifest takes all of its tags along, whatever they are called.
    ///
    /// @throws OciException DENIED
    void requireEvery() {
        if (!everything()) {
            throw new OciException(
                    ErrorCode.DENIED, "this token may not delete by digest, only tags that match " + this);
        }
    }

    @Override
    public String toString() {
        return String.join(", ", globs);
    }

    /// Without backtracking over more than the last star, so that no pattern takes long.
    static boolean matches(String glob, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < text.length()) {
            boolean wildcard = at < glob.length() && glob.charAt(at) == '*';
            if (wildcard) {
                star = at++;
                resume = in;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == text.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        return glob.substring(at).chars().allMatch(rest -> rest == '*');
    }
}
