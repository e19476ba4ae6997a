package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.Access;
import io.slipway.content.ContentKind;
import io.slipway.content.ManifestFound;
import io.slipway.content.ManifestsFound;
import io.slipway.content.RepositoriesFound;
import io.slipway.content.Search;
import io.slipway.content.SearchFilter;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchPlaceException;
import io.slipway.content.SearchQuery;
import io.slipway.content.SearchWords;
import io.slipway.content.TagFound;
import io.slipway.content.TagsFound;
import io.slipway.content.Visibility;
import io.slipway.content.Visible;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/// Repositories, tags and manifests among what the caller may see.
@RestController
class SearchResource {

    private static final String PATH = "/api/v1/search";

    /// @param type      `repositories`, which is meant where nothing is given, `tags` or `manifests`
    /// @param namespace of repositories only, like `visibility`, `kind`, `platform` and `sort`
    record Asked(
            Optional<String> q,
            Optional<String> type,
            Optional<String> namespace,
            Optional<String> visibility,
            Optional<String> kind,
            Optional<String> platform,
            Optional<String> sort,
            Optional<String> after,
            Optional<String> limit) {

        PageQuery page() {
            return PageQuery.of(after.orElse(null), limit.orElse(null));
        }

        SearchWords words() {
            String text = q.orElse("");
            if (text.length() > SearchWords.MAX_LENGTH || text.indexOf('\0') >= 0) {
                throw invalid("q has at most " + SearchWords.MAX_LENGTH + " characters");
            }
            return new SearchWords(text);
        }

        SearchFilter filter() {
            namespace.ifPresent(name -> new QueryText("namespace", name));
            platform.ifPresent(name -> new QueryText("platform", name));
            return new SearchFilter(
                    namespace, visibility.map(Asked::visibility), Optional.empty(), kind.map(Asked::kind), platform);
        }

        SearchOrder order() {
            return switch (sort.orElse("name")) {
                case "name" -> SearchOrder.NAME;
                case "newest" -> SearchOrder.NEWEST;
                case "pulls" -> SearchOrder.PULLS;
                default -> throw invalid("sort is name, newest or pulls");
            };
        }

        private static ContentKind kind(String id) {
            return ContentKind.of(id).orElseThrow(() -> invalid("kind is image, chart or artifact"));
        }

        private static Visibility visibility(String id) {
            return switch (id) {
                case "public" -> Visibility.PUBLIC;
                case "private" -> Visibility.PRIVATE;
                default -> throw invalid("visibility is public or private");
            };
        }
    }

    /// A tag that starts with what was looked for.
    record TagHit(String repository, String visibility, String tag, String digest, Instant updatedAt) {}

    /// A manifest whose digest starts like what was looked for, or that has the label.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ManifestHit(String repository, String visibility, String digest, String mediaType, Instant pushedAt) {}

    private final Access access;
    private final Search search;

    SearchResource(Access access, Search search) {
        this.access = access;
        this.search = search;
    }

    @GetMapping(PATH)
    ResponseEntity<? extends List<?>> find(@ParameterObject Asked asked, HttpServletRequest request) {
        Visible visible = access.visible(ApiCallerFilter.caller(request));
        try {
            return switch (asked.type().orElse("repositories")) {
                case "repositories" -> repositories(asked, visible);
                case "tags" -> tags(asked, visible);
                case "manifests" -> manifests(asked, visible);
                default -> throw invalid("type is repositories, tags or manifests");
            };
        } catch (SearchPlaceException e) {
            throw invalid("after comes from the Link of the page before");
        }
    }

    private ResponseEntity<List<RepositoryView>> repositories(Asked asked, Visible visible) {
        PageQuery page = asked.page();
        RepositoriesFound found = search.repositories(
                new SearchQuery(visible, asked.words(), asked.filter(), asked.order()), page.after(), page.limit());
        return page.answer(path(asked), found.items(), found.next(), RepositoryView::of);
    }

    private ResponseEntity<List<TagHit>> tags(Asked asked, Visible visible) {
        PageQuery page = asked.page();
        TagsFound found = search.tags(visible, required(asked), page.after(), page.limit());
        return page.answer(path(asked), found.items(), found.next(), SearchResource::hit);
    }

    private ResponseEntity<List<ManifestHit>> manifests(Asked asked, Visible visible) {
        PageQuery page = asked.page();
        SearchWords words = required(asked);
        if (words.digest().isEmpty() && words.label().isEmpty()) {
            throw invalid("q is a digest or the first twelve or more of its hexadecimal digits, or label:key=value");
        }
        ManifestsFound found = search.manifests(visible, words, page.after(), page.limit());
        return page.answer(path(asked), found.items(), found.next(), SearchResource::hit);
    }

    private static SearchWords required(Asked asked) {
        SearchWords words = asked.words();
        if (words.isEmpty()) {
            throw invalid("q says what to look for");
        }
        return words;
    }

    private static String path(Asked asked) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath(PATH);
        Map.of(
                        "q", asked.q(),
                        "type", asked.type(),
                        "namespace", asked.namespace(),
                        "visibility", asked.visibility(),
                        "kind", asked.kind(),
                        "platform", asked.platform(),
                        "sort", asked.sort())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> path.queryParamIfPresent(entry.getKey(), entry.getValue()));
        return path.encode().toUriString();
    }

    private static TagHit hit(TagFound tag) {
        return new TagHit(
                tag.repository().value(),
                id(tag.visibility()),
                tag.tag(),
                tag.digest().toString(),
                tag.updatedAt());
    }

    private static ManifestHit hit(ManifestFound manifest) {
        return new ManifestHit(
                manifest.repository().value(),
                id(manifest.visibility()),
                manifest.digest().toString(),
                manifest.mediaType(),
                manifest.pushedAt());
    }

    private static String id(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    private static ApiException invalid(String message) {
        return new ApiException(400, "query-invalid", message);
    }
}
