package io.slipway.content;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Finds repositories, tags and manifests among what somebody may see; edges get that from `access`.
@Service
public class Search {

    /// Beyond this nobody counts.
    public static final int COUNTED = 1_000;

    /// So many repositories are asked for their tags one by one.
    private static final int FEW = 2_000;

    private final SearchSql sql;
    private final ContentSearchSql contents;
    private final LabelSql labels;
    private final FacetSql facets;
    private final TagSearch tags;
    private final RepositorySql repositories;

    Search(
            SearchSql sql,
            ContentSearchSql contents,
            LabelSql labels,
            FacetSql facets,
            TagSearch tags,
            RepositorySql repositories) {
        this.sql = sql;
        this.contents = contents;
        this.labels = labels;
        this.facets = facets;
        this.tags = tags;
        this.repositories = repositories;
    }

    /// Repositories whose name and description have all of the words.
    ///
    /// @param after what the page before named as the next one; empty for the first
    /// @throws SearchPlaceException when `after` is no such place
    public RepositoriesFound repositories(SearchQuery query, String after, int size) {
        return repositories(query, after, size, _ -> Facets.NONE);
    }

    /// The same, with what they have.
    ///
    /// @throws SearchPlaceException when `after` is no such place
    public RepositoriesFound explore(SearchQuery query, String after, int size) {
        return repositories(query, after, size, facets::of);
    }

    private RepositoriesFound repositories(
            SearchQuery query, String after, int size, Function<List<Long>, Facets> have) {
        Optional<Hit> last = Optional.of(after)
                .filter(place -> !place.isEmpty())
                .map(place -> query.order().after(place).orElseThrow(() -> new SearchPlaceException(place)));
        List<Hit> gathered = sql.gather(query, COUNTED + 1);
        boolean more = gathered.size() > COUNTED;
        Page<Hit> page = Page.of(more ? walked(query, last, size) : sorted(query.order(), gathered, last, size), size);
        Optional<String> next =
                page.more() ? Optional.of(query.order().place(page.items().getLast())) : Optional.empty();
        List<Hit> counted = more ? gathered.subList(0, COUNTED) : gathered;
        return new RepositoriesFound(
                summaries(page.items()),
                next,
                counted.size(),
                more,
                namespaces(counted),
                visibilities(counted),
                have.apply(counted.stream().map(Hit::id).toList()));
    }

    /// Tags that start with what is looked for, in the order of their names.
    ///
    /// @throws SearchPlaceException when `after` is no place of such a list
    public TagsFound tags(Visible visible, SearchWords words, String after, int size) {
        if (words.tag().isEmpty()) {
            return new TagsFound(List.of(), Optional.empty());
        }
        TagPlace last = after.isEmpty()
                ? TagPlace.before(words.tag())
                : TagPlace.parse(after).orElseThrow(() -> new SearchPlaceException(after));
        return few(visible)
                .map(few -> tags.find(visible, words, few, last, size))
                .orElseGet(() -> tags.walk(visible, words, last, size));
    }

    /// Manifests whose digest starts like this, or that have this label or annotation, by age; none where neither is
    /// asked for.
    ///
    /// @throws SearchPlaceException when `after` is no place of such a list
    public ManifestsFound manifests(Visible visible, SearchWords words, String after, int size) {
        long last = place(after);
        if (words.label().isPresent()) {
            return labelled(visible, words.label().get(), last, size);
        }
        Page<ManifestFound> found = words.digest()
                .map(digest -> Page.of(contents.manifests(visible, digest, last, size + 1), size))
                .orElse(new Page<>(List.of(), false));
        return new ManifestsFound(
                found.items(),
                found.more()
                        ? Optional.of(String.valueOf(found.items().getLast().id()))
                        : Optional.empty());
    }

    private ManifestsFound labelled(Visible visible, String label, long last, int size) {
        List<LabelSql.Candidate> candidates = labels.after(visible, few(visible), label, last);
        List<ManifestFound> found = candidates.stream()
                .flatMap(it -> it.manifest().stream())
                .limit(size + 1L)
                .toList();
        Page<ManifestFound> page = Page.of(found, size);
        Optional<Long> next = page.more()
                ? Optional.of(page.items().getLast().id())
                : Optional.of(candidates)
                        .filter(it -> it.size() == LabelSql.STEP)
                        .map(it -> it.getLast().id());
        return new ManifestsFound(page.items(), next.map(String::valueOf));
    }

    private static long place(String after) {
        try {
            return after.isEmpty() ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new SearchPlaceException(after);
        }
    }

    private List<Hit> walked(SearchQuery query, Optional<Hit> last, int size) {
        return sql.walk(query, last.orElse(query.order().start()), size + 1);
    }

    private static List<Hit> sorted(SearchOrder order, List<Hit> gathered, Optional<Hit> last, int size) {
        return gathered.stream()
                .filter(hit -> last.filter(it -> order.comparator().compare(hit, it) <= 0)
                        .isEmpty())
                .sorted(order.comparator())
                .limit(size + 1L)
                .toList();
    }

    private List<RepositorySummary> summaries(List<Hit> hits) {
        Map<String, RepositorySummary> found = repositories
                .summaries(hits.stream().map(Hit::id).toList())
                .stream()
                .collect(Collectors.toMap(it -> it.name().value(), Function.identity()));
        return hits.stream()
                .map(hit -> found.get(hit.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /// All that somebody sees, where that is not much.
    private Optional<Collection<Long>> few(Visible visible) {
        if (visible.all()) {
            return Optional.empty();
        }
        SearchQuery all = new SearchQuery(visible, SearchWords.none(), SearchFilter.none(), SearchOrder.NAME);
        List<Long> found = sql.gather(all, FEW + 1).stream().map(Hit::id).toList();
        return found.size() > FEW ? Optional.empty() : Optional.of(found);
    }

    private static Map<String, Long> namespaces(List<Hit> counted) {
        Map<String, Long> found = new LinkedHashMap<>();
        counted.stream().collect(Collectors.groupingBy(Hit::namespace, Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static Map<Visibility, Long> visibilities(List<Hit> counted) {
        Map<Visibility, Long> found = new EnumMap<>(Visibility.class);
        counted.forEach(hit -> found.merge(hit.visibility(), 1L, Long::sum));
        return found;
    }
}
