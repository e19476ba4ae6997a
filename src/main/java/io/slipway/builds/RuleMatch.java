package io.slipway.builds;

import io.slipway.oci.Tag;
import java.util.List;

/// A rule that a ref calls for, and the tags that its build makes.
public record RuleMatch(BuildRule rule, List<Tag> tags) {

    public RuleMatch {
        tags = List.copyOf(tags);
    }
}
