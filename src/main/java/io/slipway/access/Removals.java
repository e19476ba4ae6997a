package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.TrashedOrganisation;
import io.slipway.content.LockedTagsException;
import io.slipway.content.RepositoryDeletions;
import io.slipway.content.RepositoryTrash;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Organisations that go with all that they have, and what comes back from the trash. Each is one transaction.
@Service
public class Removals {

    private static final int SHOWN = 1_000;

    private final SiteAccess site;
    private final Departures departures;
    private final GrantSql grants;
    private final RepositoryDeletions deletions;
    private final RepositoryTrash trash;

    Removals(
            SiteAccess site,
            Departures departures,
            GrantSql grants,
            RepositoryDeletions deletions,
            RepositoryTrash trash) {
        this.site = site;
        this.departures = departures;
        this.grants = grants;
        this.deletions = deletions;
        this.trash = trash;
    }

    /// With members, teams, robots and repositories; all but the robots can be restored for a while.
    ///
    /// @param locked whether locked tags may go
    /// @param check  may refuse the organisation as it is; nobody changes it meanwhile
    /// @throws LockedTagsException where there are some, otherwise
    @Transactional
    public Operation deleteOrganisation(Namespace namespace, long by, boolean locked, Consumer<Organisation> check) {
        check.accept(departures.hold(namespace));
        Operation operation = deletions.deleteAll(namespace.id(), namespace.name(), by, locked);
        grants.keep(namespace.id(), trash.window());
        grants.deleteIn(namespace.id());
        departures.deleteOrganisation(namespace.id(), by, trash.window());
        return operation;
    }

    /// Organisations that the caller can restore, the last deleted first: those that they owned, and all for
    /// administrators.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED
    @Transactional(readOnly = true)
    public List<TrashedOrganisation> organisations(Caller caller) {
        long self = site.account(caller).id();
        return departures.trashed(
                site.isAdministrator(caller) ? Optional.empty() : Optional.of(self), trash.window(), SHOWN);
    }

    /// Whether [#organisations] answers at all.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED
    public void requireAccount(Caller caller) {
        site.account(caller);
    }

    /// With members, teams, roles and the repositories that went with it.
    ///
    /// @return what it is called
    /// @throws AccessException as [#organisations], NOT_FOUND
    /// @throws io.slipway.accounts.AccountsException NAME_TAKEN
    @Transactional
    public String restoreOrganisation(Caller caller, long id) {
        TrashedOrganisation trashed = organisations(caller).stream()
                .filter(found -> found.id() == id)
                .findFirst()
                .orElseThrow(() -> new AccessException(Code.NOT_FOUND, "there is no such organisation in the trash"));
        departures.restore(id, trash.window(), site.account(caller).id());
        trash.restoreAll(id, trashed.deletedAt());
        grants.restore(id);
        return trashed.name();
    }

    /// @param wanted another name in the same namespace
    /// @return what it is called
    /// @throws AccessException NOT_FOUND, NAME_TAKEN, NAME_INVALID for one of another namespace
    @Transactional
    public RepositoryName restore(Namespace namespace, long id, Optional<RepositoryName> wanted) {
        try {
            return trash.restore(namespace.id(), id, wanted);
        } catch (OciException e) {
            throw e.code() == ErrorCode.NAME_UNKNOWN
                    ? new AccessException(Code.NOT_FOUND, "there is no such repository in the trash")
                    : new AccessException(
                            e.code() == ErrorCode.DENIED ? Code.NAME_TAKEN : Code.NAME_INVALID,
                            String.valueOf(e.getMessage()));
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw new AccessException(Code.NAME_TAKEN, "there is a repository of that name already: give another name");
        }
    }
}
