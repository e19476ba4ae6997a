package io.slipway.web;

import io.slipway.accounts.User;
import io.slipway.content.RepositorySummary;
import io.slipway.content.Stars;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Makes the buttons of a list, with two statements for all of it.
@Component
public class StarViews {

    private final Stars stars;

    StarViews(Stars stars) {
        this.stars = stars;
    }

    /// With no statement for those who are not signed in: the summary has counted.
    public StarView of(Shell shell, RepositorySummary repository) {
        String name = repository.name().value();
        Optional<Long> reader = shell.user().map(User::id);
        boolean mine =
                reader.map(id -> stars.among(id, List.of(name)).contains(name)).orElse(false);
        return new StarView(name, repository.stars(), mine, reader.isPresent(), shell.here());
    }

    /// By name.
    public Map<String, StarView> of(Shell shell, Collection<RepositorySummary> repositories) {
        List<String> names = repositories.stream().map(it -> it.name().value()).toList();
        Optional<Long> reader = shell.user().map(User::id);
        Set<String> mine = reader.map(id -> stars.among(id, names)).orElse(Set.of());
        Map<String, Long> counts = stars.counts(names);
        Map<String, StarView> views = new HashMap<>();
        names.forEach(name -> views.put(
                name,
                new StarView(
                        name, counts.getOrDefault(name, 0L), mine.contains(name), reader.isPresent(), shell.here())));
        return views;
    }
}
