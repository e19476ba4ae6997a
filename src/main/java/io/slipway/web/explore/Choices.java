package io.slipway.web.explore;

import io.slipway.content.ContentKind;
import io.slipway.content.RepositoriesFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a list of repositories can be narrowed by.
///
/// @param count how many were counted
/// @param more  there are more than those, so that no choice says how many it has
public record Choices(
        int count,
        boolean more,
        List<Choice> visibilities,
        List<Choice> kinds,
        List<Choice> platforms,
        List<Choice> namespaces) {

    static final Choices NONE = new Choices(0, false, List.of(), List.of(), List.of(), List.of());

    private static final int SHOWN = 8;

    /// @param id   of a visibility, `public`
    /// @param path where the list is with it; where it is chosen, without it
    public record Choice(String id, long count, boolean chosen, String path) {}

    static Choices of(RepositoriesFound found, ExploreQuery query) {
        Narrowing now = query.narrowing();
        return new Choices(
                found.count(),
                found.more(),
                list(found.visibilities(), now.visibility(), ExploreQuery::id, it -> query.by(now.seen(it))),
                list(found.facets().kinds(), now.kind(), ContentKind::id, it -> query.by(now.of(it))),
                list(found.facets().platforms(), now.platform(), Function.identity(), it -> query.by(now.on(it))),
                list(found.namespaces(), now.namespace(), Function.identity(), it -> query.by(now.in(it))));
    }

    /// The first ones, in their order.
    private static <T> List<Choice> list(
            Map<T, Long> counts,
            Optional<T> now,
            Function<T, String> id,
            Function<Optional<T>, ExploreQuery> narrowed) {
        return counts.entrySet().stream()
                .limit(SHOWN)
                .map(it -> {
                    boolean chosen = now.equals(Optional.of(it.getKey()));
                    Optional<T> next = chosen ? Optional.empty() : Optional.of(it.getKey());
                    return new Choice(
                            id.apply(it.getKey()),
                            it.getValue(),
                            chosen,
                            narrowed.apply(next).path());
                })
                .toList();
    }

    public boolean empty() {
        return namespaces.isEmpty();
    }
}
