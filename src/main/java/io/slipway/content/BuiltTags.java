package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.util.Collection;
import java.util.List;

/// The tags of a repository that automated builds make: others push other tags.
///
/// @param by the principal that pushes what was built
public record BuiltTags(List<TagPattern> patterns, long by) {

    public BuiltTags {
        patterns = List.copyOf(patterns);
    }

    /// @throws OciException DENIED for a tag that somebody else pushes
    void require(Actor actor, Collection<String> names) {
        if (actor.principalId() != by) {
            for (String name : names) {
                if (TagPattern.any(patterns, name)) {
                    throw new OciException(
                            ErrorCode.DENIED,
                            "tag " + name
                                    + " is made by automated builds; push another tag, or allow pushes to such tags"
                                    + " among the repository's build triggers");
                }
            }
        }
    }
}
