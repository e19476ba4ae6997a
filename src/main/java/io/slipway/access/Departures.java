package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.OrganisationProfile;
import io.slipway.accounts.OrganisationTrash;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.TrashedOrganisation;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The accounts' part of a transfer.
@Component
class Departures {

    private final Organisations organisations;
    private final Namespaces namespaces;
    private final Users users;
    private final CredentialSql credentials;
    private final OrganisationTrash trash;

    Departures(
            Organisations organisations,
            Namespaces namespaces,
            Users users,
            CredentialSql credentials,
            OrganisationTrash trash) {
        this.organisations = organisations;
        this.trash = trash;
        this.namespaces = namespaces;
        this.users = users;
        this.credentials = credentials;
    }

    Organisation hold(Namespace namespace) {
        return organisations.hold(namespace.id());
    }

    Organisation update(Namespace namespace, OrganisationProfile profile) {
        return organisations.update(namespace.id(), profile);
    }

    Organisation rename(Namespace namespace, AccountName name) {
        return organisations.rename(namespace.id(), name);
    }

    void deleteOrganisation(long namespaceId, long by, Duration window) {
        trash.keep(namespaceId, by, window);
        organisations.delete(namespaceId);
    }

    /// @param owner only those of which that one was an owner
    List<TrashedOrganisation> trashed(Optional<Long> owner, Duration window, int size) {
        return trash.list(owner, window, size);
    }

    TrashedOrganisation restore(long namespaceId, Duration window, long by) {
        return trash.restore(namespaceId, window, by);
    }

    Namespace heir(String name) {
        return namespaces
                .find(name)
                .orElseThrow(() -> new AccessException(Code.NOT_FOUND, "there is no namespace " + name));
    }

    void deleteUser(User user) {
        credentials.revokeAll(user.id());
        users.delete(user.id());
    }
}
