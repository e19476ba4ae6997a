package io.slipway.content;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What a policy has to know of a tag.
///
/// @param lastPullAt by this tag
/// @param images     of a tag that only ties something to an image, such as a signature: the images, which are the
///     manifest that it is about and the indexes that list it; empty for any other tag
public record RetentionTag(
        String name,
        long manifestId,
        Instant pushedAt,
        Optional<Instant> lastPullAt,
        boolean locked,
        Optional<Set<Long>> images) {

    /// Of a tag that nobody pulled, the push.
    public Instant usedAt() {
        return lastPullAt.filter(at -> at.isAfter(pushedAt)).orElse(pushedAt);
    }
}
