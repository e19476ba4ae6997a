package io.slipway.content;

import io.slipway.accounts.Role;
import java.util.List;
import java.util.stream.Collectors;

/// What may not become of tags.
///
/// @param exceptions tags that match one of them are not meant
/// @param role       the least that changes a protected tag
/// @param expires    immutable tags go when their time is over
public record TagRule(Kind kind, List<TagPattern> patterns, List<TagPattern> exceptions, Role role, boolean expires) {

    public enum Kind {
        /// Names what it names; cannot be deleted.
        IMMUTABLE,
        /// Changed by some only.
        PROTECTED
    }

    public TagRule {
        patterns = List.copyOf(patterns);
        exceptions = List.copyOf(exceptions);
    }

    boolean covers(String tag) {
        return TagPattern.any(patterns, tag) && !TagPattern.any(exceptions, tag);
    }

    @Override
    public String toString() {
        return patterns.stream().map(TagPattern::toString).collect(Collectors.joining(", "));
    }
}
