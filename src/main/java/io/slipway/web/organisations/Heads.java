package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.web.Shell;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Makes the [Head] of a page that the reader was found to be allowed to see.
@Component
class Heads {

    private final NamespaceAccess access;
    private final Organisations organisations;

    Heads(NamespaceAccess access, Organisations organisations) {
        this.access = access;
        this.organisations = organisations;
    }

    Head of(Shell shell, Caller caller, String namespace, String tab) {
        Optional<Organisation> organisation = organisations.find(namespace);
        return new Head(
                (organisation.isPresent() ? "/orgs/" : "/u/") + namespace,
                namespace,
                organisation.map(Organisation::displayName).orElse(""),
                organisation.map(Organisation::description).orElse(""),
                organisation.isPresent(),
                access.maySee(caller, namespace),
                access.mayOversee(caller, namespace),
                access.mayGovern(caller, namespace),
                tab);
    }
}
