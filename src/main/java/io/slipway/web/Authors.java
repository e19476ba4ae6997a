package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.content.Repository;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Decides once for a page which of those who pushed have a page that the reader may see.
@Component
public class Authors {

    private final NamespaceAccess access;
    private final SiteAccess site;
    private final Namespaces namespaces;

    Authors(NamespaceAccess access, SiteAccess site, Namespaces namespaces) {
        this.access = access;
        this.site = site;
        this.namespaces = namespaces;
    }

    public AuthorLinks of(Caller caller, Repository repository) {
        String namespace = repository.name().namespace();
        boolean may = site.isOverseer(caller) || access.mayGovern(caller, namespace);
        Optional<String> pages = may ? namespaces.find(namespace).map(Authors::robotPages) : Optional.empty();
        return new AuthorLinks(namespace, pages);
    }

    private static String robotPages(Namespace namespace) {
        return (namespace.ownerId().isPresent() ? "/u/" : "/orgs/") + namespace.name() + "/-/robots/";
    }
}
