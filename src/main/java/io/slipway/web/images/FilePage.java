package io.slipway.web.images;

import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import io.slipway.web.images.FilesPage.Crumb;
import io.slipway.web.images.ImagePage.Digests;
import java.util.List;
import java.util.Optional;

/// The beginning of one file.
///
/// @param real  where it lies, where links led there
/// @param text  empty where it is none
/// @param whole all of it is shown
/// @param raw   the path of its bytes; empty where they are not in one piece
public record FilePage(
        Shell shell,
        RepositoryHead head,
        Digests digest,
        List<Crumb> crumbs,
        Optional<String> real,
        Size size,
        Optional<String> text,
        boolean whole,
        Optional<String> raw) {

    public String name() {
        return crumbs.getLast().name();
    }
}
