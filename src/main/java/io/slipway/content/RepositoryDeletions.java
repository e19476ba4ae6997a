package io.slipway.content;

import io.slipway.work.Operation;
import io.slipway.work.Operations;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.JsonNodeFactory;

/// Deletes whole repositories. One short transaction, whatever their size: from then on nothing finds them and their
/// names are free. What is left to do is an operation; see docs/adr/0016.
@Service
public class RepositoryDeletions {

    /// Kinds of operations.
    public static final String REPOSITORY = "repository.delete";

    public static final String ORGANISATION = "organisation.delete";

    private final RepositoryDeletionSql sql;
    private final RepositorySql repositories;
    private final Transactions transactions;
    private final Operations operations;
    private final Outbox outbox;

    RepositoryDeletions(
            RepositoryDeletionSql sql,
            RepositorySql repositories,
            Transactions transactions,
            Operations operations,
            Outbox outbox) {
        this.sql = sql;
        this.repositories = repositories;
        this.transactions = transactions;
        this.operations = operations;
        this.outbox = outbox;
    }

    /// What would go, from rows that are kept anyway.
    @Transactional(readOnly = true)
    public RepositoryDeletionPlan plan(Repository repository) {
        return plan(DeletedPlace.repository(repository.id()), 1);
    }

    /// The same of all repositories of a namespace.
    @Transactional(readOnly = true)
    public RepositoryDeletionPlan plan(long namespaceId) {
        return plan(DeletedPlace.namespace(namespaceId), sql.repositories(namespaceId));
    }

    /// Takes it into the trash.
    ///
    /// @param locked whether locked tags may go
    /// @throws LockedTagsException where there are some, otherwise
    /// @throws io.slipway.oci.OciException NAME_UNKNOWN when it is gone, DENIED by a credential for some tags
    public Operation delete(Repository repository, Actor actor, boolean locked) {
        repository.tags().requireEvery();
        return transactions.run(() -> {
            repositories.lock(repository.id());
            DeletedPlace place = DeletedPlace.repository(repository.id());
            requireUnlocked(place, locked);
            if (sql.delete(repository, actor.principalId()) == 0) {
                throw RepositoryCheck.gone(repository);
            }
            outbox.publish(repository.event("repository.delete"));
            return submit(REPOSITORY, repository.name().value(), place, actor.principalId());
        });
    }

    /// Takes all repositories of a namespace into the trash, as a part of deleting that.
    ///
    /// @param name of the namespace
    /// @throws LockedTagsException as [#delete]
    @Transactional(propagation = Propagation.MANDATORY)
    public Operation deleteAll(long namespaceId, String name, long by, boolean locked) {
        DeletedPlace place = DeletedPlace.namespace(namespaceId);
        requireUnlocked(place, locked);
        sql.deleteAll(namespaceId, by);
        return submit(ORGANISATION, name, place, by);
    }

    private RepositoryDeletionPlan plan(DeletedPlace place, long count) {
        return new RepositoryDeletionPlan(
                count,
                sql.tags(place, true),
                sql.manifests(place, true),
                sql.size(place),
                sql.locked(place, RepositoryDeletionPlan.SHOWN));
    }

    private void requireUnlocked(DeletedPlace place, boolean locked) {
        List<String> kept = locked ? List.of() : sql.locked(place, RepositoryDeletionPlan.SHOWN);
        if (!kept.isEmpty()) {
            throw new LockedTagsException(kept);
        }
    }

    private Operation submit(String kind, String subject, DeletedPlace place, long by) {
        return operations.submit(
                kind,
                subject,
                Optional.of(by),
                JsonNodeFactory.instance.objectNode().put("id", place.id()));
    }
}
