package io.slipway.web;

import io.slipway.content.RepositorySummary;
import java.util.List;
import java.util.Optional;

/// @param words what was searched for
/// @param first whether this is the start of the list
/// @param next  the page after this one
public record RepositoriesPage(Shell shell, String words, List<Row> rows, boolean first, Optional<String> next) {

    /// A repository in the list.
    public record Row(String name, String path, boolean open, String description, long tags, Optional<Moment> pushed) {

        public static Row of(RepositorySummary repository, Language language) {
            return new Row(
                    repository.name().value(),
                    "/r/" + repository.name(),
                    switch (repository.visibility()) {
                        case PUBLIC -> true;
                        case PRIVATE -> false;
                    },
                    repository.description(),
                    repository.tags(),
                    repository.lastPush().map(pushed -> Moment.of(pushed, language)));
        }
    }

    public FirstPush push() {
        return new FirstPush(shell, shell.userName());
    }
}
