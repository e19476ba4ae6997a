package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositorySummary;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.content.Visibility;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Repositories and their tags.
@RestController
class RepositoriesResource {

    private static final String PATH = "/api/v1/repositories";

    record Change(@Nullable String visibility) {

        Visibility toVisibility() {
            return switch (visibility) {
                case "public" -> Visibility.PUBLIC;
                case "private" -> Visibility.PRIVATE;
                case null, default -> throw ApiException.invalid("visibility is public or private");
            };
        }
    }

    private final Access access;
    private final Repositories repositories;
    private final Tags tags;

    RepositoriesResource(Access access, Repositories repositories, Tags tags) {
        this.access = access;
        this.repositories = repositories;
        this.tags = tags;
    }

    @GetMapping(PATH)
    ResponseEntity<List<RepositoryView>> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        PageQuery query = PageQuery.of(after, limit);
        Page<RepositorySummary> page =
                repositories.summaries(access.visible(ApiCallerFilter.caller(request)), query.after(), query.limit());
        List<RepositoryView> items =
                page.items().stream().map(RepositoryView::of).toList();
        return query.answer(PATH, items, page.more(), RepositoryView::name);
    }

    /// Names have slashes: what is asked for is told from what follows `/-/`.
    @GetMapping(PATH + "/{*rest}")
    ResponseEntity<?> get(
            @PathVariable String rest,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        Repository repository = access.toSee(caller, path.name());
        if (path.below().isEmpty()) {
            return ResponseEntity.ok(view(repository));
        }
        return switch (path.below().get()) {
            case "tags" -> tags(repository, PageQuery.of(after, limit));
            default -> throw ApiException.notFound();
        };
    }

    @PatchMapping(PATH + "/{*rest}")
    RepositoryView change(@PathVariable String rest, @RequestBody Change body, HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        if (path.below().isPresent()) {
            throw ApiException.notFound();
        }
        Repository repository = access.toManage(ApiCallerFilter.caller(request), path.name());
        repositories.setVisibility(repository, body.toVisibility());
        return view(repository);
    }

    private RepositoryView view(Repository repository) {
        return RepositoryView.of(repositories.summary(repository));
    }

    private ResponseEntity<List<TagView>> tags(Repository repository, PageQuery query) {
        Page<TagSummary> page = tags.summaries(repository, query.after(), query.limit());
        List<TagView> items = page.items().stream().map(TagView::of).toList();
        return query.answer(PATH + "/" + repository.name() + "/-/tags", items, page.more(), TagView::name);
    }
}
