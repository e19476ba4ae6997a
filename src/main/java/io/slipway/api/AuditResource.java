package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Namespace;
import io.slipway.activity.AuditEntry;
import io.slipway.activity.AuditExports;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog;
import io.slipway.activity.AuditLog.Format;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What happened: everywhere for administrators and auditors, in an organisation or repository for who governs it.
@RestController
class AuditResource {

    static final String NAME = "audit";

    private final AuditLog log;
    private final AuditExports exports;
    private final SiteAccess site;
    private final NamespaceAccess namespaces;

    AuditResource(AuditLog log, AuditExports exports, SiteAccess site, NamespaceAccess namespaces) {
        this.log = log;
        this.exports = exports;
        this.site = site;
        this.namespaces = namespaces;
    }

    @GetMapping("/api/v1/admin/audit")
    @Nullable
    ResponseEntity<?> everywhere(HttpServletRequest request, HttpServletResponse response) throws IOException {
        site.overseer(ApiCallerFilter.caller(request));
        return answer(AuditFilter.all(), "/api/v1/admin/audit", request, response);
    }

    @GetMapping("/api/v1/organisations/{name}/audit")
    @Nullable
    ResponseEntity<?> inOrganisation(
            @PathVariable String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace namespace =
                site.isOverseer(caller) ? namespaces.toSee(caller, name) : namespaces.toGovern(caller, name);
        if (namespace.ownerId().isPresent()) {
            throw ApiException.notFound();
        }
        AuditFilter scope = AuditFilter.all().withNamespace(namespace.id());
        return answer(scope, "/api/v1/organisations/" + name + "/audit", request, response);
    }

    /// @param repository that the caller manages or oversees
    @Nullable
    ResponseEntity<?> in(Repository repository, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AuditFilter scope = AuditFilter.all().withRepository(repository.id());
        return answer(scope, "/api/v1/repositories/" + repository.name() + "/-/" + NAME, request, response);
    }

    private @Nullable ResponseEntity<?> answer(
            AuditFilter scope, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AuditQuery query = AuditQuery.of(request, scope);
        Optional<Format> format = AuditQuery.format(request);
        if (format.isPresent()) {
            export(query.filter(), format.get(), response);
            return null;
        }
        Page<AuditEntry> page =
                log.page(query.filter(), query.after(), query.page().limit());
        List<AuditEntry> items = page.items();
        return query.page()
                .answer(
                        query.in(path),
                        items,
                        page.more(),
                        entry -> entry.position().toString(),
                        AuditView::of);
    }

    private void export(AuditFilter filter, Format format, HttpServletResponse response) throws IOException {
        String ending = format.name().toLowerCase(Locale.ROOT);
        response.setContentType(AuditQuery.type(format) + ";charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit." + ending + "\"");
        response.setHeader("Cache-Control", "no-store");
        Writer writer = response.getWriter();
        exports.write(filter, writer, format);
    }
}
