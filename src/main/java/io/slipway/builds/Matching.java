package io.slipway.builds;

import java.util.List;

/// What the rules say to a ref.
///
/// @param reason [NoBuild#NONE] where there are matches
public record Matching(List<RuleMatch> matches, NoBuild reason) {

    public Matching {
        matches = List.copyOf(matches);
    }

    static Matching none(NoBuild reason) {
        return new Matching(List.of(), reason);
    }
}
