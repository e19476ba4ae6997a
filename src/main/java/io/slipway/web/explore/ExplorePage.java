package io.slipway.web.explore;

import io.slipway.content.ManifestFound;
import io.slipway.content.RepositorySummary;
import io.slipway.content.Search;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchWords;
import io.slipway.content.TagFound;
import io.slipway.content.Visibility;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import io.slipway.web.StarView;
import io.slipway.web.explore.ExploreQuery.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was found, and the ways to find less or more.
///
/// @param choices what narrows the list; of repositories only
/// @param next    the page after this one
public record ExplorePage(Shell shell, ExploreQuery query, List<Row> rows, Choices choices, Optional<String> next) {

    private static final int SHOWN_DIGITS = 12;

    /// One that was found.
    ///
    /// @param name   the repository's
    /// @param detail a tag, or the start of a digest; empty for a repository
    /// @param whole  the whole digest
    /// @param about  the description
    /// @param star   of repositories only
    public record Row(
            List<Marked> name,
            String path,
            String detail,
            String whole,
            boolean open,
            List<Marked> about,
            long tags,
            Optional<Moment> pushed,
            @Nullable StarView star) {

        static Row of(RepositorySummary repository, SearchWords words, Language language, @Nullable StarView star) {
            return new Row(
                    Marked.of(repository.name().value(), words),
                    "/r/" + repository.name(),
                    "",
                    "",
                    repository.visibility() == Visibility.PUBLIC,
                    Marked.of(repository.description(), words),
                    repository.tags(),
                    repository.lastPush().map(at -> Moment.of(at, language)),
                    star);
        }

        static Row of(TagFound tag, Language language) {
            return new Row(
                    List.of(new Marked(tag.repository().value(), false)),
                    "/r/" + tag.repository() + "/-/tags/" + tag.tag(),
                    tag.tag(),
                    tag.digest().toString(),
                    tag.visibility() == Visibility.PUBLIC,
                    List.of(),
                    0,
                    Optional.of(Moment.of(tag.updatedAt(), language)),
                    null);
        }

        static Row of(ManifestFound manifest, Language language) {
            String digest = manifest.digest().toString();
            return new Row(
                    List.of(new Marked(manifest.repository().value(), false)),
                    "/r/" + manifest.repository() + "/-/manifests/" + digest,
                    "",
                    digest,
                    manifest.visibility() == Visibility.PUBLIC,
                    List.of(),
                    0,
                    Optional.of(Moment.of(manifest.pushedAt(), language)),
                    null);
        }

        public String shortDigest() {
            return whole.substring(whole.indexOf(':') + 1).substring(0, SHOWN_DIGITS);
        }
    }

    public List<Kind> kinds() {
        return List.of(Kind.values());
    }

    public boolean ofRepositories() {
        return query.type() == Kind.REPOSITORIES;
    }

    public boolean ofManifests() {
        return query.type() == Kind.MANIFESTS;
    }

    public String newest() {
        return query.by(SearchOrder.NEWEST).path();
    }

    public String byName() {
        return query.by(SearchOrder.NAME).path();
    }

    public String byPulls() {
        return query.by(SearchOrder.PULLS).path();
    }

    /// With only what the reader keeps at hand; where that is chosen, with the rest again.
    public String starred() {
        return query.by(query.narrowing().kept(!query.starred())).path();
    }

    public int most() {
        return Search.COUNTED;
    }

    /// Nothing was looked for, or neither digest nor label where one is wanted.
    public boolean waiting() {
        return query.type() != Kind.REPOSITORIES
                && (ofManifests()
                        ? query.words().digest().isEmpty()
                                && query.words().label().isEmpty()
                        : query.words().tag().isEmpty());
    }
}
