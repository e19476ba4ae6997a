package io.slipway.web.organisations;

import io.slipway.access.Credential;
import io.slipway.access.Right;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Snippets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// @param place   the repository to which it is confined, for whoever manages no more than that
/// @param manages whether the reader may change it
/// @param secret  that was just made: shown once
public record RobotPage(
        Shell shell,
        Head head,
        Optional<RepositoryHead> place,
        Form form,
        RobotsPage.Row robot,
        boolean manages,
        List<Row> tokens,
        Optional<String> next,
        Life life,
        Optional<Snippets> secret) {

    /// How long tokens live, in days.
    public record Life(long usual, long longest) {}

    /// @param ends  the last characters of its secrets
    /// @param state the name of a message
    public record Row(
            long id,
            String name,
            List<String> rights,
            List<String> places,
            List<String> tags,
            String ends,
            String state,
            boolean disabled,
            Optional<Moment> until,
            Optional<Moment> used,
            Optional<String> address) {

        static Row of(Credential token, Language language) {
            return new Row(
                    token.id(),
                    token.name(),
                    token.scope().rights().stream().sorted().map(RobotPage::id).toList(),
                    token.places(),
                    token.scope().tags().globs(),
                    String.join(", ", token.hints()),
                    "robots.token.state." + token.state().name().toLowerCase(Locale.ROOT),
                    token.state() == Credential.State.DISABLED,
                    token.expiresAt().map(at -> Moment.of(at, language)),
                    token.usedAt().map(at -> Moment.of(at, language)),
                    token.address());
        }
    }

    public List<String> rights() {
        return List.of(Right.values()).stream().map(RobotPage::id).toList();
    }

    public String path() {
        return robot.path();
    }

    /// Where the reader finds it beside others.
    public String list() {
        return place.map(it -> it.path("robots")).orElseGet(() -> head.at("robots"));
    }

    private static String id(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }
}
