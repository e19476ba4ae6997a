package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.content.RepositoriesFound;
import io.slipway.content.Repository;
import io.slipway.content.Search;
import io.slipway.content.SearchFilter;
import io.slipway.content.SearchOrder;
import io.slipway.content.SearchPlaceException;
import io.slipway.content.SearchQuery;
import io.slipway.content.SearchWords;
import io.slipway.content.Stars;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Repositories that the caller keeps at hand.
@RestController
class StarsResource {

    private static final String PATH = "/api/v1/me/stars";

    private final SiteAccess site;
    private final Access access;
    private final Stars stars;
    private final Search search;

    StarsResource(SiteAccess site, Access access, Stars stars, Search search) {
        this.site = site;
        this.access = access;
        this.stars = stars;
        this.search = search;
    }

    /// The latest push first.
    @GetMapping(PATH)
    ResponseEntity<List<RepositoryView>> list(
            @RequestParam Optional<String> after, @RequestParam Optional<String> limit, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        SearchFilter filter = SearchFilter.starred(site.self(caller).id());
        PageQuery page = PageQuery.of(after.orElse(null), limit.orElse(null));
        SearchQuery query = new SearchQuery(access.visible(caller), SearchWords.none(), filter, SearchOrder.NEWEST);
        try {
            RepositoriesFound found = search.repositories(query, page.after(), page.limit());
            return page.answer(PATH, found.items(), found.next(), RepositoryView::of);
        } catch (SearchPlaceException e) {
            throw new ApiException(400, "query-invalid", "after comes from the Link of the page before");
        }
    }

    @PutMapping(PATH + "/{*repository}")
    ResponseEntity<Void> add(@PathVariable String repository, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        long person = site.account(caller).id();
        if (!stars.add(person, repository(caller, repository))) {
            throw new ApiException(409, "too-many-stars", "take the star off another repository first");
        }
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping(PATH + "/{*repository}")
    ResponseEntity<Void> remove(@PathVariable String repository, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        long person = site.account(caller).id();
        stars.remove(person, repository(caller, repository));
        return ResponseEntity.noContent().build();
    }

    private Repository repository(Caller caller, String rest) {
        return access.toSee(caller, RepositoryName.parse(rest.substring(1)));
    }
}
