package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.User;
import io.slipway.content.QuotaException;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.content.RepositorySummary;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Names that change hands: of repositories, of organisations, and what somebody leaves behind. Each is one
/// transaction. Pulls by an old name follow until a new repository takes it.
@Service
public class Transfers {

    private final Callers callers;
    private final Standings standings;
    private final Repositories repositories;
    private final GrantSql grants;
    private final Departures departures;

    Transfers(Callers callers, Standings standings, Repositories repositories, GrantSql grants, Departures departures) {
        this.callers = callers;
        this.standings = standings;
        this.repositories = repositories;
        this.grants = grants;
        this.departures = departures;
    }

    /// Gives a repository, as `access.toManage` handed it out, another name. In another namespace the caller has to be
    /// one who may make repositories there; roles of people stay, those of robots and teams do not.
    ///
    /// @throws AccessException NAME_INVALID, NAME_TAKEN, DENIED where the caller may make no repository, or NO_ROOM
    ///     where the quota of the namespace is too small for it
    @Transactional
    public void rename(Repository repository, RepositoryName name, Caller caller) {
        Optional<Long> there = standings.whereToMake(callers.who(caller), name);
        boolean same =
                name.hasNamespace() && name.namespace().equals(repository.name().namespace());
        if (!name.hasNamespace() || name.equals(repository.name())) {
            throw new AccessException(Code.NAME_INVALID, "name it <namespace>/<name>, other than it is called now");
        }
        if (!same && there.isEmpty()) {
            throw new AccessException(Code.DENIED, "you may not make " + name + ": it exists, or is not yours to make");
        }
        long namespaceId = same ? repository.namespaceId() : there.orElseThrow();
        move(repository, name, namespaceId);
        if (!same) {
            grants.start(repository.id(), namespaceId, caller.principal().orElseThrow());
        }
    }

    /// The same, if the check does not refuse the repository as it is; nobody changes it meanwhile.
    @Transactional
    public void rename(Repository repository, RepositoryName name, Caller caller, Consumer<RepositorySummary> check) {
        check.accept(repositories.hold(repository));
        rename(repository, name, caller);
    }

    /// Name and settings of an organisation, all of it or nothing.
    ///
    /// @param wanted is given the organisation as it is; nobody changes it meanwhile
    /// @throws AccessException NAME_INVALID where a repository's name would be too long
    @Transactional
    public Organisation change(Namespace namespace, Function<Organisation, OrganisationChange> wanted) {
        Organisation now = departures.hold(namespace);
        OrganisationChange change = wanted.apply(now);
        change.name()
                .filter(name -> !name.value().equals(now.name()))
                .ifPresent(name -> renameNamespace(namespace, name));
        return departures.update(namespace, change.profile());
    }

    /// Gives an organisation another name, and with it all of its repositories.
    ///
    /// @throws AccessException NAME_INVALID where a repository's name would be too long
    @Transactional
    public Organisation renameNamespace(Namespace namespace, AccountName name) {
        Organisation renamed = departures.rename(namespace, name);
        try {
            repositories.renameAll(namespace.id(), name.value());
        } catch (DataIntegrityViolationException tooLong) {
            throw new AccessException(Code.NAME_INVALID, "a repository's name would have more than 255 characters");
        }
        return renamed;
    }

    /// For good. What is in the user's namespace goes to another one first, or there must be nothing.
    ///
    /// @param heir the namespace that takes the repositories
    /// @throws AccessException NOT_EMPTY without an heir where there are repositories, NOT_FOUND for an heir
    ///     who is not there, NAME_TAKEN where the heir has a repository of the same name, NO_ROOM where the
    ///     heir's quota is too small
    @Transactional
    public void deleteUser(User user, Optional<String> heir) {
        List<RepositoryState> left = repositories.in(user.namespaceId());
        if (!left.isEmpty()) {
            Namespace taker = departures.heir(heir.orElseThrow(() -> new AccessException(
                    Code.NOT_EMPTY,
                    user.name() + " has " + left.size() + " repositories: say which namespace takes them")));
            for (RepositoryState state : left) {
                String rest = state.name().value().substring(user.name().length());
                move(state.forWriting(), name(taker.name() + rest), taker.id());
            }
        }
        grants.deleteOf(user.id());
        grants.deleteIn(user.namespaceId());
        departures.deleteUser(user);
    }

    private void move(Repository repository, RepositoryName name, long namespaceId) {
        try {
            repositories.rename(repository, name, namespaceId);
        } catch (QuotaException full) {
            throw new AccessException(Code.NO_ROOM, String.valueOf(full.getMessage()));
        } catch (OciException | DataIntegrityViolationException taken) {
            throw new AccessException(Code.NAME_TAKEN, "there is a repository " + name + " already");
        }
        if (namespaceId != repository.namespaceId()) {
            grants.move(repository.id(), namespaceId);
        }
    }

    private static RepositoryName name(String text) {
        try {
            return RepositoryName.parse(text);
        } catch (OciException tooLong) {
            throw new AccessException(Code.NAME_INVALID, String.valueOf(tooLong.getMessage()));
        }
    }
}
