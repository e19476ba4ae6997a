package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.Removals;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.TrashedOrganisation;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.RepositoryTrash;
import io.slipway.content.TagEventPosition;
import io.slipway.content.TrashedRepository;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Repositories and organisations that were deleted, and bringing them back.
@RestController
class TrashResource {

    private static final String OF_NAMESPACE = "/api/v1/namespaces/{namespace}/trash";
    private static final String OF_ORGANISATIONS = "/api/v1/organisations/-/trash";

    /// @param name another one, where the old one is taken
    record Restoration(@Nullable Long id, @Nullable String name) {}

    record OrganisationRestoration(@Nullable Long id) {}

    record RepositoryInTrash(
            long id,
            String name,
            boolean nameTaken,
            long tags,
            long bytes,
            Instant deletedAt,
            String deletedBy,
            Instant until) {

        static RepositoryInTrash of(TrashedRepository found) {
            return new RepositoryInTrash(
                    found.id(),
                    found.name().value(),
                    found.taken(),
                    found.tags(),
                    found.bytes(),
                    found.deletedAt(),
                    found.deletedBy().name(),
                    found.until());
        }
    }

    record OrganisationInTrash(
            long id, String name, boolean nameTaken, long members, Instant deletedAt, String deletedBy, Instant until) {

        static OrganisationInTrash of(TrashedOrganisation found) {
            return new OrganisationInTrash(
                    found.id(),
                    found.name(),
                    found.taken(),
                    found.members(),
                    found.deletedAt(),
                    found.by(),
                    found.until());
        }
    }

    private final Access access;
    private final NamespaceAccess namespaces;
    private final Repositories repositories;
    private final RepositoryTrash trash;
    private final Removals removals;

    TrashResource(
            Access access,
            NamespaceAccess namespaces,
            Repositories repositories,
            RepositoryTrash trash,
            Removals removals) {
        this.access = access;
        this.namespaces = namespaces;
        this.repositories = repositories;
        this.trash = trash;
        this.removals = removals;
    }

    /// The last deleted first.
    @GetMapping(OF_NAMESPACE)
    ResponseEntity<List<RepositoryInTrash>> list(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Namespace found = namespaces.toOversee(ApiCallerFilter.caller(request), namespace);
        PageQuery query = PageQuery.of(after, limit);
        Optional<TagEventPosition> last = TagEventPosition.parse(query.after());
        if (last.isEmpty() && !query.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        Page<TrashedRepository> page = trash.page(found.id(), last, query.limit());
        return query.answer(
                "/api/v1/namespaces/" + found.name() + "/trash",
                page.items(),
                page.more(),
                (TrashedRepository repository) -> repository.position().toString(),
                RepositoryInTrash::of);
    }

    /// Under its name or, where that is taken, under another one of the same namespace.
    @PostMapping(OF_NAMESPACE + ":restore")
    ResponseEntity<RepositoryView> restore(
            @PathVariable String namespace, @RequestBody Restoration body, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace found = namespaces.toGovern(caller, namespace);
        long id = Fields.need(body.id(), "id");
        RepositoryName name =
                removals.restore(found, id, Optional.ofNullable(body.name()).map(RepositoryName::parse));
        return ResponseEntity.ok()
                .header("Content-Location", "/api/v1/repositories/" + name)
                .body(RepositoryView.of(repositories.summary(access.toSee(caller, name))));
    }

    /// Those that the caller owned; all of them for administrators.
    @GetMapping(OF_ORGANISATIONS)
    List<OrganisationInTrash> organisations(HttpServletRequest request) {
        return removals.organisations(ApiCallerFilter.caller(request)).stream()
                .map(OrganisationInTrash::of)
                .toList();
    }

    /// With members, teams, roles and the repositories that went with it, while its name is free.
    @PostMapping(OF_ORGANISATIONS + ":restore")
    ResponseEntity<Void> restoreOrganisation(@RequestBody OrganisationRestoration body, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        // who asks comes before what is asked
        removals.requireAccount(caller);
        String name = removals.restoreOrganisation(caller, Fields.need(body.id(), "id"));
        return ResponseEntity.noContent()
                .header("Content-Location", "/api/v1/organisations/" + name)
                .build();
    }
}
