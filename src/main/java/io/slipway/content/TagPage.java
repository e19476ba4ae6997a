package io.slipway.content;

import java.util.List;

/// A part of a list of tags.
///
/// @param before whether there are tags before these
/// @param after  whether there are tags after these
public record TagPage(List<TagSummary> items, boolean before, boolean after) {

    public TagPage {
        items = List.copyOf(items);
    }
}
