package io.slipway.web.explore;

import io.slipway.content.ContentKind;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchWords;
import io.slipway.content.Visibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/// What the address asks for; anything else in it is passed over.
///
/// @param after where the list goes on; empty at its start
public record ExploreQuery(SearchWords words, Kind type, Narrowing narrowing, SearchOrder order, String after) {

    static final String PATH = "/explore";

    /// What is looked for.
    public enum Kind {
        REPOSITORIES,
        TAGS,
        MANIFESTS;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// A pasted digest is looked for as one, `label:` as a label, and `web:1.0` as a tag.
        static Kind of(String id, SearchWords words) {
            boolean manifests = words.digest().isPresent() || words.label().isPresent();
            Kind meant = manifests ? MANIFESTS : words.namesTag() ? TAGS : REPOSITORIES;
            return Arrays.stream(values())
                    .filter(kind -> kind.id().equals(id))
                    .findFirst()
                    .orElse(meant);
        }
    }

    static Optional<Visibility> visibility(String id) {
        return Arrays.stream(Visibility.values())
                .filter(value -> id(value).equals(id))
                .findFirst();
    }

    static String id(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    static SearchOrder order(String id) {
        return Arrays.stream(SearchOrder.values())
                .filter(order -> id(order).equals(id))
                .findFirst()
                .orElse(SearchOrder.NEWEST);
    }

    static String id(SearchOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }

    public String text() {
        return words.text();
    }

    public boolean first() {
        return after.isEmpty();
    }

    public String sort() {
        return id(order);
    }

    public boolean starred() {
        return narrowing.starred();
    }

    public boolean narrowed() {
        return !narrowing.equals(Narrowing.NONE);
    }

    public ExploreQuery of(Kind kind) {
        return new ExploreQuery(words, kind, narrowing, order, "");
    }

    public ExploreQuery by(SearchOrder wanted) {
        return new ExploreQuery(words, type, narrowing, wanted, "");
    }

    ExploreQuery by(Narrowing wanted) {
        return new ExploreQuery(words, type, wanted, order, "");
    }

    ExploreQuery from(String place) {
        return new ExploreQuery(words, type, narrowing, order, place);
    }

    /// Of the same list from its start.
    public String start() {
        return from("").path();
    }

    /// With the same words and nothing else.
    public String wide() {
        return by(Narrowing.NONE).path();
    }

    public String path() {
        boolean said = type != Kind.of("", words);
        UriComponentsBuilder path = UriComponentsBuilder.fromPath(PATH)
                .queryParamIfPresent("q", Optional.of(text()).filter(it -> !it.isEmpty()))
                .queryParamIfPresent("type", Optional.of(type.id()).filter(_ -> said));
        if (type == Kind.REPOSITORIES) {
            path.queryParamIfPresent("ns", narrowing.namespace())
                    .queryParamIfPresent("visibility", narrowing.visibility().map(ExploreQuery::id))
                    .queryParamIfPresent("kind", narrowing.kind().map(ContentKind::id))
                    .queryParamIfPresent("platform", narrowing.platform())
                    .queryParamIfPresent("starred", Optional.of("yes").filter(_ -> starred()))
                    .queryParamIfPresent("sort", Optional.of(sort()).filter(_ -> order != SearchOrder.NEWEST));
        }
        return path.queryParamIfPresent("after", Optional.of(after).filter(it -> !it.isEmpty()))
                .encode()
                .toUriString();
    }
}
