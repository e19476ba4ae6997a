package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.Page;
import io.slipway.gc.RetentionPreview;
import io.slipway.gc.RetentionPreview.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a policy would take away, by tag.
///
/// @param computedAt when it was; it is kept for some minutes
/// @param changed    whether tags changed since
/// @param storage    what comes back
/// @param next       `after` of the next page
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PreviewView(
        String state,
        long tags,
        long goes,
        Instant computedAt,
        boolean changed,
        SavedView storage,
        List<Tag> items,
        Optional<String> next) {

    /// Instead of it while it is computed.
    record Computing(String state) {

        static final Computing NOW = new Computing("computing");
    }

    /// @param reason why it stays, or goes
    /// @param rule   which rule keeps it, from 1
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Tag(String name, boolean goes, String reason, Optional<Integer> rule) {

        static Tag of(Row row) {
            return new Tag(
                    row.tag(),
                    row.goes(),
                    PoliciesResource.id(row.reason()),
                    row.rule() > 0 ? Optional.of(row.rule()) : Optional.empty());
        }
    }

    static PreviewView of(RetentionPreview preview, Page<Row> page) {
        return new PreviewView(
                "computed",
                preview.tags(),
                preview.goes(),
                preview.computedAt(),
                preview.changed(),
                SavedView.of(preview.saved()),
                page.items().stream().map(Tag::of).toList(),
                page.more() ? Optional.of(page.items().getLast().tag()) : Optional.empty());
    }
}
