package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// The namespaces of people: made and freed with their account.
@Component
class Homes {

    private final PrincipalRows principals;
    private final NamespaceRows namespaces;
    private final SignUpSql signUps;
    private final Robots robots;

    Homes(PrincipalRows principals, NamespaceRows namespaces, SignUpSql signUps, Robots robots) {
        this.principals = principals;
        this.namespaces = namespaces;
        this.signUps = signUps;
        this.robots = robots;
    }

    boolean isFree(AccountName name) {
        return namespaces.findByNameAndDeletedAtIsNull(name.value()).isEmpty() && !signUps.holds(name.value());
    }

    /// A new principal and its namespace.
    Namespace make(AccountName name) {
        if (!isFree(name)) {
            throw taken(name);
        }
        Principal principal = principals.save(Principal.user());
        try {
            return namespaces.saveAndFlush(new NamespaceRow(name, principal)).toNamespace();
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw taken(name);
        }
    }

    void free(long namespaceId) {
        robots.deleteAll(namespaceId);
        namespaces.free(namespaceId);
    }

    static AccountsException taken(AccountName name) {
        return new AccountsException(Code.NAME_TAKEN, "the name " + name + " is taken");
    }
}
