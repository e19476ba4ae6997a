package io.slipway.web.organisations;

import io.slipway.content.RepositorySummary;
import io.slipway.content.Visibility;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record OverviewPage(Shell shell, Head head, List<Row> rows, boolean first, Optional<String> next) {

    /// A repository in the list.
    public record Row(String name, boolean open, String description, long tags, Optional<Moment> pushed) {

        static Row of(RepositorySummary repository, Language language) {
            return new Row(
                    repository.name().value(),
                    repository.visibility() == Visibility.PUBLIC,
                    repository.description(),
                    repository.tags(),
                    repository.lastPush().map(pushed -> Moment.of(pushed, language)));
        }

        public String path() {
            return "/r/" + name + "/-/tags";
        }
    }

    public String login() {
        return "docker login " + shell.registry() + " -u " + shell.userName();
    }

    public String tag() {
        return "docker tag my-image:latest " + image();
    }

    public String push() {
        return "docker push " + image();
    }

    private String image() {
        return shell.registry() + "/" + head.name() + "/my-image:latest";
    }
}
