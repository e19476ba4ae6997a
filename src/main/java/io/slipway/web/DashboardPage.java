package io.slipway.web;

import java.util.List;

/// What somebody signed in finds first.
///
/// @param starred kept at hand
/// @param own     of one's own namespace, the latest push first
/// @param recent  of all that one sees, the latest push first
/// @param failed  builds where one may push, of the last week
public record DashboardPage(
        Shell shell,
        List<RepositoriesPage.Row> starred,
        List<RepositoriesPage.Row> own,
        List<RepositoriesPage.Row> recent,
        List<BuildRow> failed) {

    public boolean empty() {
        return recent.isEmpty();
    }

    public FirstPush push() {
        return new FirstPush(shell, shell.userName());
    }
}
