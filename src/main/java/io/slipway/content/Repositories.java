package io.slipway.content;

import io.slipway.accounts.Description;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Outbox;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Repositories by name. Only `access` calls the finding methods: an edge gets its [Repository] from there.
@Service
public class Repositories {

    private static final int MAX_HIDDEN_PER_CALLER = 1_000;

    private final RepositorySql sql;
    private final RepositoryNameSql names;
    private final QuotaSql charges;
    private final Search search;
    private final Outbox outbox;

    Repositories(RepositorySql sql, RepositoryNameSql names, QuotaSql charges, Search search, Outbox outbox) {
        this.sql = sql;
        this.names = names;
        this.charges = charges;
        this.search = search;
        this.outbox = outbox;
    }

    public Optional<RepositoryState> find(RepositoryName name) {
        return sql.find(name);
    }

    /// The live ones of these names, in one query.
    public List<RepositoryState> list(Collection<RepositoryName> names) {
        return names.isEmpty() ? List.of() : sql.list(names);
    }

    /// Makes a repository that stays hidden until its first manifest; the same name twice gives the same repository.
    ///
    /// @throws OciException TOOMANYREQUESTS when this caller has too many repositories without a manifest
    @Transactional
    public RepositoryState create(RepositoryName name, long namespaceId, long createdBy) {
        if (sql.countHidden(createdBy) >= MAX_HIDDEN_PER_CALLER) {
            throw new OciException(
                    ErrorCode.TOOMANYREQUESTS,
                    "you started " + MAX_HIDDEN_PER_CALLER + " repositories without pushing a manifest to them");
        }
        sql.insertHidden(name, namespaceId, createdBy);
        names.forget(name);
        return sql.find(name).orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    /// As its first manifest does.
    @Transactional
    public void show(Repository repository) {
        if (sql.show(repository.id()) > 0) {
            outbox.publish(repository.event("repository.create"));
        }
    }

    /// Repositories after `last` in ASCII order, without hidden ones.
    public Page<RepositoryName> page(Visible visible, String last, int size) {
        return Page.of(sql.page(visible, last, size + 1), size);
    }

    /// What [Search] finds by name, for short lists; after `last` in ASCII order.
    public Page<RepositorySummary> search(Visible visible, String words, String last, int size) {
        SearchQuery query = new SearchQuery(visible, new SearchWords(words), SearchFilter.none(), SearchOrder.NAME);
        RepositoriesFound found = search.repositories(query, last, size);
        return new Page<>(found.items(), found.next().isPresent());
    }

    /// What the repository list of the pages shows, after `last` in ASCII order.
    public Page<RepositorySummary> summaries(Visible visible, String last, int size) {
        return Page.of(sql.summaries(visible, last, size + 1), size);
    }

    public RepositorySummary summary(Repository repository) {
        return sql.summary(repository.id()).orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    /// Gives a repository another name, in the same namespace or in another. Running tokens end; pulls by the old name
    /// follow until a new repository takes it.
    ///
    /// @throws OciException NAME_INVALID when the name is taken
    @Transactional
    public void rename(Repository repository, RepositoryName name, long namespaceId) {
        if (sql.find(name).isPresent()) {
            throw new OciException(ErrorCode.NAME_INVALID, "there is a repository " + name + " already");
        }
        names.forget(name);
        if (names.rename(repository.id(), name, namespaceId) == 0) {
            throw RepositoryCheck.gone(repository);
        }
        if (namespaceId != repository.namespaceId()) {
            names.moveLinks(repository.id(), namespaceId);
            charges.move(repository.id(), repository.namespaceId(), namespaceId);
        }
        names.remember(repository.name().value(), repository.id());
        outbox.publish(repository.event("repository.rename").with("name", name.value()));
    }

    /// The namespace has another name: so have all of its repositories.
    @Transactional
    public void renameAll(long namespaceId, String namespace) {
        names.renameAll(namespaceId, namespace);
    }

    /// All of a namespace, hidden ones too.
    public List<RepositoryState> in(long namespaceId) {
        return sql.in(namespaceId);
    }

    /// The repository, which nobody else changes until the caller's transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    public RepositorySummary hold(Repository repository) {
        sql.lock(repository.id());
        return summary(repository);
    }

    /// All of it or nothing.
    ///
    /// @param wanted is given the repository as it is; nobody changes it meanwhile
    @Transactional
    public RepositorySummary change(Repository repository, Function<RepositorySummary, RepositoryChange> wanted) {
        RepositorySummary now = hold(repository);
        RepositoryChange change = wanted.apply(now);
        change.description().ifPresent(text -> describe(repository, text));
        change.visibility()
                .filter(visibility -> visibility != now.visibility())
                .ifPresent(visibility -> setVisibility(repository, visibility));
        return summary(repository);
    }

    @Transactional
    public void describe(Repository repository, Description description) {
        if (sql.describe(repository.id(), description.text()) > 0) {
            outbox.publish(repository.event("repository.describe"));
        }
    }

    /// Running tokens of the repository stop being honoured at once.
    @Transactional
    public void setVisibility(Repository repository, Visibility visibility) {
        sql.setVisibility(repository.id(), visibility);
        outbox.publish(repository.event("repository.visibility").with("visibility", visibility.name()));
    }
}
