package io.slipway.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.api.SavedView;
import io.slipway.content.Page;
import io.slipway.gc.RetentionPreview;
import io.slipway.gc.RetentionPreviews.OfRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a policy would take away, by repository.
///
/// @param next `after` of the next page
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record NamespacePreviewView(List<Entry> items, Optional<String> next) {

    /// @param state   `computed`, or `computing` without the rest
    /// @param changed whether tags changed since
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Entry(
            String repository,
            String state,
            Optional<Long> tags,
            Optional<Long> goes,
            Optional<Instant> computedAt,
            Optional<Boolean> changed,
            Optional<SavedView> storage) {

        static Entry of(OfRepository one) {
            Optional<RetentionPreview> preview = one.preview();
            return new Entry(
                    one.name(),
                    preview.isPresent() ? "computed" : "computing",
                    preview.map(RetentionPreview::tags),
                    preview.map(RetentionPreview::goes),
                    preview.map(RetentionPreview::computedAt),
                    preview.map(RetentionPreview::changed),
                    preview.map(it -> SavedView.of(it.saved())));
        }
    }

    static NamespacePreviewView of(Page<OfRepository> page) {
        return new NamespacePreviewView(
                page.items().stream().map(Entry::of).toList(),
                page.more() ? Optional.of(page.items().getLast().name()) : Optional.empty());
    }
}
