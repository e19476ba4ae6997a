package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.content.Quota;
import io.slipway.content.Quotas;
import io.slipway.web.Language;
import io.slipway.web.QuotaBar;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Makes the [Head] of a page that the reader was found to be allowed to see.
@Component
class Heads {

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Namespaces namespaces;
    private final Quotas quotas;

    Heads(NamespaceAccess access, Organisations organisations, Namespaces namespaces, Quotas quotas) {
        this.access = access;
        this.organisations = organisations;
        this.namespaces = namespaces;
        this.quotas = quotas;
    }

    Head of(Shell shell, Caller caller, String namespace, String tab) {
        Optional<Organisation> organisation = organisations.find(namespace);
        boolean inside = access.maySee(caller, namespace);
        return new Head(
                (organisation.isPresent() ? "/orgs/" : "/u/") + namespace,
                namespace,
                organisation.map(Organisation::displayName).orElse(""),
                organisation.map(Organisation::description).orElse(""),
                organisation.isPresent(),
                inside,
                access.mayOversee(caller, namespace),
                access.mayGovern(caller, namespace),
                inside ? warnings(namespace, shell.language()) : List.of(),
                tab);
    }

    private List<QuotaBar> warnings(String namespace, Language language) {
        return namespaces.find(namespace).flatMap(quotas::of).filter(Quota::warns).stream()
                .map(quota -> QuotaBar.of(quota, language))
                .toList();
    }
}
