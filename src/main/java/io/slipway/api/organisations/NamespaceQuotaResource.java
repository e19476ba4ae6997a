package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Namespace;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.QuotaView;
import io.slipway.content.Quotas;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// How much a namespace may hold: its owners see it, administrators of the site set it.
@RestController
class NamespaceQuotaResource {

    private static final String PATH = "/api/v1/namespaces/{namespace}/quota";

    private final SiteAccess site;
    private final NamespaceAccess access;
    private final Quotas quotas;

    NamespaceQuotaResource(SiteAccess site, NamespaceAccess access, Quotas quotas) {
        this.site = site;
        this.access = access;
        this.quotas = quotas;
    }

    @GetMapping(PATH)
    QuotaView get(@PathVariable String namespace, HttpServletRequest request) {
        return QuotaView.of(quotas.of(access.toOversee(ApiCallerFilter.caller(request), namespace)));
    }

    @PutMapping(PATH)
    QuotaView put(@PathVariable String namespace, @RequestBody QuotaView.Body body, HttpServletRequest request) {
        Namespace found = toLimit(namespace, request);
        return QuotaView.of(quotas.set(found, body.toLimit()));
    }

    @DeleteMapping(PATH)
    ResponseEntity<Void> delete(@PathVariable String namespace, HttpServletRequest request) {
        quotas.remove(toLimit(namespace, request));
        return ResponseEntity.noContent().build();
    }

    /// Counts anew and puts right what is found.
    @PostMapping(PATH + ":reconcile")
    QuotaView reconcile(@PathVariable String namespace, HttpServletRequest request) {
        return QuotaView.of(quotas.count(toLimit(namespace, request)));
    }

    private Namespace toLimit(String namespace, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        site.administrator(caller);
        return access.toGovern(caller, namespace);
    }
}
