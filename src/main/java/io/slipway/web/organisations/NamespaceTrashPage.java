package io.slipway.web.organisations;

import io.slipway.content.TrashedRepository;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Optional;

/// Repositories of a namespace that were deleted.
///
/// @param days for how long what is deleted can be restored
/// @param form that was refused: beside the row of that number
public record NamespaceTrashPage(
        Shell shell, Head head, List<Row> rows, boolean start, Optional<String> later, long days, Form form) {

    public record Row(
            String id, String name, boolean taken, long tags, Size bytes, Moment at, String by, Moment until) {

        static Row of(TrashedRepository found, Language language) {
            return new Row(
                    Long.toString(found.id()),
                    found.name().value(),
                    found.taken(),
                    found.tags(),
                    Size.of(found.bytes(), language),
                    Moment.of(found.deletedAt(), language),
                    found.deletedBy().name(),
                    Moment.of(found.until(), language));
        }
    }
}
