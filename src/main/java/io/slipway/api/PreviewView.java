package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.Page;
import io.slipway.gc.Retention.Preview;
import io.slipway.gc.Verdict;
import java.util.List;
import java.util.Optional;

/// What a policy would take away, by tag.
///
/// @param next `after` of the next page
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PreviewView(long tags, long goes, List<Tag> items, Optional<String> next) {

    /// @param reason why it stays, or goes
    /// @param rule   which rule keeps it, from 1
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Tag(String name, boolean goes, String reason, Optional<Integer> rule) {

        static Tag of(Verdict verdict) {
            return new Tag(
                    verdict.tag().name(),
                    verdict.goes(),
                    PoliciesResource.id(verdict.reason()),
                    verdict.rule() > 0 ? Optional.of(verdict.rule()) : Optional.empty());
        }
    }

    static PreviewView of(Preview preview) {
        Page<Verdict> page = preview.page();
        return new PreviewView(
                preview.tags(),
                preview.goes(),
                page.items().stream().map(Tag::of).toList(),
                page.more() ? Optional.of(page.items().getLast().tag().name()) : Optional.empty());
    }
}
