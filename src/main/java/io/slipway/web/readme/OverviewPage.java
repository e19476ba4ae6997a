package io.slipway.web.readme;

import io.slipway.web.HistoryPage;
import io.slipway.web.Moment;
import io.slipway.web.PullChoice;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.UsagePlots;
import java.util.List;
import java.util.Optional;

/// @param writable whether the reader may push here
/// @param version  of all tags of the repository: another one after each change
/// @param readme   as HTML that can do nothing
/// @param pull     how the reader wants commands to be
/// @param tags     the newest
/// @param activity what happened to tags last
/// @param usage    of the last days
public record OverviewPage(
        Shell shell,
        RepositoryHead head,
        boolean writable,
        String version,
        Optional<String> readme,
        PullChoice pull,
        List<Row> tags,
        List<HistoryPage.Row> activity,
        UsagePlots usage) {

    /// @param pull the command that gets it
    public record Row(String name, String shortDigest, String digest, Moment pushed, String pull) {}

    public boolean bare() {
        return tags.isEmpty();
    }

    public String login() {
        return "docker login " + shell.registry() + (shell.user().isPresent() ? " -u " + shell.userName() : "");
    }

    public String tag() {
        return "docker tag my-image:latest " + head.reference() + ":latest";
    }

    public String push() {
        return "docker push " + head.reference() + ":latest";
    }
}
