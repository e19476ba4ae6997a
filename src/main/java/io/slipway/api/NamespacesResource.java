package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceFace;
import io.slipway.access.NamespaceFaces;
import io.slipway.content.Page;
import io.slipway.content.RepositorySummary;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What people and organisations show to everybody.
@RestController
class NamespacesResource {

    private static final String PATH = "/api/v1/namespaces/{namespace}";

    /// @param kind user or organisation
    record View(String name, String kind, String displayName, String description) {

        static View of(NamespaceFace face) {
            return new View(
                    face.name(), face.organisation() ? "organisation" : "user", face.displayName(), face.description());
        }
    }

    private final NamespaceFaces faces;

    NamespacesResource(NamespaceFaces faces) {
        this.faces = faces;
    }

    /// A person, or an organisation where the caller belongs or may see a repository.
    @GetMapping(PATH)
    View get(@PathVariable String namespace, HttpServletRequest request) {
        return View.of(faces.get(ApiCallerFilter.caller(request), namespace));
    }

    /// Those of its repositories that the caller may see.
    @GetMapping(PATH + "/repositories")
    ResponseEntity<List<RepositoryView>> repositories(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        NamespaceFace face = faces.get(caller, namespace);
        PageQuery query = PageQuery.of(after, limit);
        Page<RepositorySummary> page = faces.repositories(caller, face, query.after(), query.limit());
        String path = "/api/v1/namespaces/" + face.name() + "/repositories";
        return query.answer(
                path, page.items(), page.more(), found -> found.name().value(), RepositoryView::of);
    }
}
