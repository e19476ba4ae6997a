package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.access.GrantSql.Place;
import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Role;
import io.slipway.content.Repository;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Roles that were given: on a repository, on a whole namespace, and to be given to each new repository of one.
/// Who may give them was asked before: a [Repository] comes from `access.toManage`, a [Namespace] from `toGovern`.
@Service
public class Grants {

    private final GrantSql sql;
    private final Grantees grantees;
    private final Outbox outbox;

    Grants(GrantSql sql, Grantees grantees, Outbox outbox) {
        this.sql = sql;
        this.grantees = grantees;
        this.outbox = outbox;
    }

    /// By kind and name.
    @Transactional(readOnly = true)
    public List<Grant> list(Repository repository) {
        return sql.list(place(repository));
    }

    /// Those on the whole namespace, by kind and name.
    @Transactional(readOnly = true)
    public List<Grant> list(Namespace namespace) {
        return sql.list(place(namespace));
    }

    /// Replaces the role that the grantee had here.
    ///
    /// @throws AccessException GRANTEE_UNKNOWN for a name that is not there, or a robot or team of another
    ///     namespace
    @Transactional
    public void set(Repository repository, Kind kind, String name, Role role, Caller by) {
        Grantee grantee = grantees.get(repository.namespaceId(), kind, name);
        sql.put(place(repository), grantee, given(role, by), by.principal().orElseThrow());
        outbox.publish(event("grant.set", grantee)
                .in(repository.namespaceId())
                .on(repository.id())
                .target(repository.name().value())
                .with("role", role.id()));
    }

    /// As for a repository, on all that the namespace has and will have.
    @Transactional
    public void set(Namespace namespace, Kind kind, String name, Role role, Caller by) {
        Grantee grantee = grantees.get(namespace.id(), kind, name);
        sql.put(place(namespace), grantee, given(role, by), by.principal().orElseThrow());
        outbox.publish(event("grant.set", grantee)
                .in(namespace.id())
                .target(namespace.name())
                .with("role", role.id()));
    }

    /// @throws AccessException GRANTEE_UNKNOWN when there is no such grant
    @Transactional
    public void revoke(Repository repository, Kind kind, String name) {
        Grantee grantee = granted(sql.list(place(repository)), kind, name);
        sql.delete(place(repository), grantee);
        outbox.publish(event("grant.revoke", grantee)
                .in(repository.namespaceId())
                .on(repository.id())
                .target(repository.name().value()));
    }

    /// @throws AccessException GRANTEE_UNKNOWN when there is no such grant
    @Transactional
    public void revoke(Namespace namespace, Kind kind, String name) {
        Grantee grantee = granted(sql.list(place(namespace)), kind, name);
        sql.delete(place(namespace), grantee);
        outbox.publish(event("grant.revoke", grantee).in(namespace.id()).target(namespace.name()));
    }

    @Transactional(readOnly = true)
    public List<DefaultGrant> defaults(Namespace namespace) {
        return sql.defaults(namespace.id());
    }

    /// New repositories start with this grant; those that exist stay as they are.
    @Transactional
    public void setDefault(Namespace namespace, Kind kind, String name, Role role, Caller by) {
        Grantee grantee = grantees.get(namespace.id(), kind, name);
        sql.putDefault(namespace.id(), grantee, given(role, by));
        outbox.publish(event("grant.default.set", grantee)
                .in(namespace.id())
                .target(namespace.name())
                .with("role", role.id()));
    }

    /// @throws AccessException GRANTEE_UNKNOWN when there is no such default
    @Transactional
    public void revokeDefault(Namespace namespace, Kind kind, String name) {
        Grantee grantee = sql.defaults(namespace.id()).stream()
                .map(DefaultGrant::grantee)
                .filter(it -> it.kind() == kind && it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Grantees.unknown(kind, name));
        sql.deleteDefault(namespace.id(), grantee);
        outbox.publish(event("grant.default.revoke", grantee).in(namespace.id()).target(namespace.name()));
    }

    private static Grantee granted(List<Grant> grants, Kind kind, String name) {
        return grants.stream()
                .map(Grant::grantee)
                .filter(it -> it.kind() == kind && it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Grantees.unknown(kind, name));
    }

    /// No token gives what it may not do itself.
    private static Role given(Role role, Caller by) {
        if (role == Role.NONE) {
            throw new AccessException(Code.DENIED, "a grant has a role; take the grant away instead");
        }
        if (by instanceof Caller.Holder holder && !holder.scope().mayGive(role)) {
            throw new AccessException(Code.DENIED, "a token gives nobody a role that may do more than itself");
        }
        return role;
    }

    private static Event event(String action, Grantee grantee) {
        return Event.of(action)
                .with("grantee", grantee.name())
                .with("kind", grantee.kind().name().toLowerCase(Locale.ROOT));
    }

    private static Place place(Repository repository) {
        return new Place(repository.namespaceId(), Optional.of(repository.id()));
    }

    private static Place place(Namespace namespace) {
        return new Place(namespace.id(), Optional.empty());
    }
}
