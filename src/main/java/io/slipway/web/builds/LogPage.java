package io.slipway.web.builds;

import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.List;

/// The end of a log, without a script.
///
/// @param cut  lines before these are not shown
/// @param live more can come
public record LogPage(Shell shell, RepositoryHead head, int number, List<Line> lines, boolean cut, boolean live) {

    public record Line(long number, String text) {}

    public String path() {
        return head.path(BuildPages.NAME + "/" + number);
    }
}
