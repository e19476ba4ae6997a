package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.Role;
import org.springframework.stereotype.Service;

/// Every way to a namespace's members, teams, robots and settings.
@Service
public class NamespaceAccess {

    private final Callers callers;
    private final Standings standings;
    private final Namespaces namespaces;

    NamespaceAccess(Callers callers, Standings standings, Namespaces namespaces) {
        this.callers = callers;
        this.standings = standings;
        this.namespaces = namespaces;
    }

    /// To look at: for members, whoever holds a role on all of it, administrators and auditors.
    ///
    /// @throws AccessException NOT_FOUND whether it is missing or somebody else's
    public Namespace toSee(Caller caller, String name) {
        return namespaces
                .find(name)
                .filter(found -> standings.belongsTo(callers.who(caller), found.id()))
                .orElseThrow(() -> missing(name));
    }

    /// Whether [#toSee] would hand it out.
    public boolean maySee(Caller caller, String name) {
        return namespaces
                .find(name)
                .filter(found -> standings.belongsTo(callers.who(caller), found.id()))
                .isPresent();
    }

    /// To change: for owners and administrators, and for a user's own namespace that user.
    ///
    /// @throws AccessException UNAUTHORIZED, NOT_FOUND to whoever may not see it, DENIED to the rest
    public Namespace toGovern(Caller caller, String name) {
        if (caller instanceof Caller.Anonymous) {
            throw new AccessException(Code.UNAUTHORIZED, "sign in first");
        }
        Namespace namespace = toSee(caller, name);
        if (!governs(caller, namespace)) {
            throw new AccessException(Code.DENIED, "this is for the owners of " + name);
        }
        return namespace;
    }

    /// To look at what is for those who govern it: for auditors, too.
    ///
    /// @throws AccessException UNAUTHORIZED, NOT_FOUND to whoever may not see it, DENIED to the rest
    public Namespace toOversee(Caller caller, String name) {
        return callers.who(caller).isAuditor() ? toSee(caller, name) : toGovern(caller, name);
    }

    /// Whether [#toOversee] would hand it out.
    public boolean mayOversee(Caller caller, String name) {
        return callers.who(caller).isAuditor() ? maySee(caller, name) : mayGovern(caller, name);
    }

    /// Whether [#toGovern] would hand it out: for a page that shows its settings or does not.
    public boolean mayGovern(Caller caller, String name) {
        return !(caller instanceof Caller.Anonymous)
                && namespaces.find(name).filter(found -> governs(caller, found)).isPresent();
    }

    private boolean governs(Caller caller, Namespace namespace) {
        Who who = callers.who(caller);
        boolean acts = caller instanceof Caller.Person || caller instanceof Caller.Holder;
        return acts
                && who.scope().rights().contains(Right.ADMIN)
                && standings.inNamespace(who, namespace.id()) == Role.ADMIN;
    }

    private static AccessException missing(String name) {
        return new AccessException(Code.NOT_FOUND, "there is no namespace " + name + ", or you do not belong to it");
    }
}
