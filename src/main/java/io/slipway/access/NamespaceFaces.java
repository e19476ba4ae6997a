package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.RepositorySummary;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The public faces of people and organisations. Strangers know of an organisation with a repository that they may see;
/// whoever is signed in knows of people, others as of organisations: nobody tries out names here before guessing
/// passwords.
@Service
public class NamespaceFaces {

    private final Access access;
    private final NamespaceAccess namespaces;
    private final Organisations organisations;
    private final Users users;
    private final Repositories repositories;

    NamespaceFaces(
            Access access,
            NamespaceAccess namespaces,
            Organisations organisations,
            Users users,
            Repositories repositories) {
        this.access = access;
        this.namespaces = namespaces;
        this.organisations = organisations;
        this.users = users;
        this.repositories = repositories;
    }

    /// @throws AccessException NOT_FOUND whether it is missing or hidden
    public NamespaceFace get(Caller caller, String name) {
        return find(caller, name)
                .orElseThrow(() -> new AccessException(
                        Code.NOT_FOUND, "there is no namespace " + name + ", or you may not know of it"));
    }

    /// What [#get] would answer.
    public Optional<NamespaceFace> find(Caller caller, String name) {
        Optional<Organisation> organisation = organisations.find(name);
        return organisation.isPresent()
                ? organisation.map(NamespaceFace::of).filter(found -> isKnown(caller, found))
                : users.find(name)
                        .map(NamespaceFace::of)
                        .filter(found -> !(caller instanceof Caller.Anonymous) || isKnown(caller, found));
    }

    /// Its repositories that the caller may see, whose names come after `last` in ASCII order.
    public Page<RepositorySummary> repositories(Caller caller, NamespaceFace face, String last, int size) {
        String from = last.startsWith(face.start()) ? last : face.start();
        Page<RepositorySummary> page = repositories.summaries(access.visible(caller), from, size);
        List<RepositorySummary> own = page.items().stream()
                .filter(repository -> repository.name().value().startsWith(face.start()))
                .toList();
        return new Page<>(own, page.more() && own.size() == page.items().size());
    }

    private boolean isKnown(Caller caller, NamespaceFace face) {
        return namespaces.maySee(caller, face.name())
                || !repositories(caller, face, "", 1).items().isEmpty();
    }
}
