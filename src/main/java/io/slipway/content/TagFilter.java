package io.slipway.content;

import java.util.Optional;

/// Which tags of a repository a list has.
///
/// @param words  of which the name contains all in one piece, whatever their case, or with which the digest begins;
///     empty for all tags
/// @param attachments also tags that only tie a signature or the like to its image
/// @param platform    that the image is for
public record TagFilter(String words, boolean attachments, Optional<String> platform) {

    public static TagFilter all() {
        return new TagFilter("", true, Optional.empty());
    }

    /// Without those that only tie something to its image.
    public static TagFilter images() {
        return new TagFilter("", false, Optional.empty());
    }
}
