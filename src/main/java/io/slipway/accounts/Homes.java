package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// The namespaces of people and organisations: made and freed with them.
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
        checkFree(name);
        return save(name, new NamespaceRow(name, principals.save(Principal.user())));
    }

    Namespace makeShared(AccountName name) {
        checkFree(name);
        return save(name, NamespaceRow.organisation(name));
    }

    void checkFree(AccountName name) {
        if (!isFree(name)) {
            throw taken(name);
        }
    }

    void free(long namespaceId) {
        robots.deleteAll(namespaceId);
        namespaces.free(namespaceId);
    }

    private Namespace save(AccountName name, NamespaceRow row) {
        try {
            return namespaces.saveAndFlush(row).toNamespace();
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw taken(name);
        }
    }

    static AccountsException taken(AccountName name) {
        return new AccountsException(Code.NAME_TAKEN, "the name " + name + " is taken");
    }
}
