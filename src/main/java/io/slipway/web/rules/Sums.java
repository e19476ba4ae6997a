package io.slipway.web.rules;

import io.slipway.content.Saved;
import io.slipway.gc.RetentionPreview;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Size;

/// What a policy would take of a repository.
///
/// @param at      when it was computed, to the second
/// @param changed whether tags changed since
public record Sums(long tags, long goes, String at, boolean changed, Storage storage) {

    /// @param bytes what nothing else in the repository needs
    /// @param freed what collection gives back to the storage
    /// @param least whether there is more than was counted
    public record Storage(long images, Size bytes, Size freed, boolean least) {}

    public static Sums of(RetentionPreview preview, Language language) {
        Saved saved = preview.saved();
        return new Sums(
                preview.tags(),
                preview.goes(),
                Moment.exact(preview.computedAt(), language),
                preview.changed(),
                new Storage(
                        saved.images(),
                        Size.of(saved.bytes(), language),
                        Size.of(saved.freed(), language),
                        saved.least()));
    }
}
