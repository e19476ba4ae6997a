package io.slipway.web.organisations;

import io.slipway.accounts.TrashedOrganisation;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import java.util.List;

/// Organisations that were deleted and that the reader can restore.
public record OrganisationTrashPage(Shell shell, List<Row> rows, long days, Form form) {

    public record Row(String id, String name, boolean taken, Moment at, String by, Moment until) {

        static Row of(TrashedOrganisation found, Language language) {
            return new Row(
                    Long.toString(found.id()),
                    found.name(),
                    found.taken(),
                    Moment.of(found.deletedAt(), language),
                    found.by(),
                    Moment.of(found.until(), language));
        }
    }
}
