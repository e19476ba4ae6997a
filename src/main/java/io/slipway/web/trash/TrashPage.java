package io.slipway.web.trash;

import io.slipway.content.TrashedManifest;
import io.slipway.web.AuthorLinks;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.trash.DeletePage.Named;
import java.util.List;
import java.util.Optional;

/// Images of a repository that were deleted.
///
/// @param later what was deleted before those
/// @param start whether this is the first page
/// @param days  for how long what is deleted can be restored
public record TrashPage(
        Shell shell, RepositoryHead head, List<Row> rows, boolean start, Optional<String> later, long days) {

    /// @param more how many tags went with it besides those shown
    public record Row(Named digest, List<String> tags, int more, Moment at, AuthorLinks.Linked by, Moment until) {

        private static final int SHOWN = 10;

        static Row of(TrashedManifest manifest, Language language, AuthorLinks links) {
            List<String> tags = manifest.tags();
            return new Row(
                    Named.of(manifest.digest()),
                    tags.subList(0, Math.min(SHOWN, tags.size())),
                    Math.max(0, tags.size() - SHOWN),
                    Moment.of(manifest.deletedAt(), language),
                    links.of(manifest.deletedBy()),
                    Moment.of(manifest.until(), language));
        }
    }
}
