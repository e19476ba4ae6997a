package io.slipway.transfer;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Where adopted repositories go, as their owner may make them.
@Component
class Destinations {

    private final Access access;
    private final Namespaces namespaces;
    private final Organisations organisations;
    private final Repositories repositories;

    Destinations(Access access, Namespaces namespaces, Organisations organisations, Repositories repositories) {
        this.access = access;
        this.namespaces = namespaces;
        this.organisations = organisations;
        this.repositories = repositories;
    }

    /// What a repository of the other registry is called here.
    ///
    /// @param namespace for names whose first part can be no namespace
    /// @throws OciException NAME_INVALID
    RepositoryName name(String found, Optional<String> namespace) {
        RepositoryName name = RepositoryName.parse(found);
        Optional<String> problem =
                name.hasNamespace() ? problem(name.namespace()) : Optional.of("the name has one part only");
        if (problem.isEmpty()) {
            return name;
        }
        return namespace
                .map(it -> RepositoryName.parse(it + "/" + found))
                .orElseThrow(() -> new OciException(
                        ErrorCode.NAME_INVALID, problem.get() + "; --namespace NAME takes it as NAME/" + found));
    }

    private static Optional<String> problem(String namespace) {
        try {
            return Optional.of(new AccountName(namespace)).flatMap(_ -> Optional.empty());
        } catch (AccountsException invalid) {
            return Optional.of(namespace + " can be no namespace: " + invalid.getMessage());
        }
    }

    /// The repository, if there is one that the owner may push to; nothing is made.
    ///
    /// @throws OciException DENIED where the owner may neither push nor make it
    Optional<Repository> find(User owner, RepositoryName name) {
        Caller caller = new Caller.Person(owner);
        boolean there = access.toMountFrom(caller, name)
                .filter(state -> state.name().equals(name))
                .isPresent();
        if (there) {
            return Optional.of(access.toPush(caller, name));
        }
        boolean free = namespaces.find(name.namespace()).isEmpty();
        if (!free && !access.whereToMake(caller, Optional.of(name)).contains(name.namespace())) {
            throw new OciException(
                    ErrorCode.DENIED, owner.name() + " may not make repositories in " + name.namespace());
        }
        return Optional.empty();
    }

    /// Makes it, and its namespace where there is none: an organisation of the owner.
    Repository make(User owner, RepositoryName name, Visibility visibility) {
        Caller caller = new Caller.Person(owner);
        if (namespaces.find(name.namespace()).isEmpty()) {
            organisations.create(new AccountName(name.namespace()), name.namespace(), "", owner.id());
        }
        Repository made = access.toMake(caller, name);
        if (visibility == Visibility.PRIVATE) {
            return made;
        }
        repositories.setVisibility(made, visibility);
        // what was handed out before honours nothing any more
        return access.toPush(caller, name);
    }
}
