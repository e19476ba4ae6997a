package io.slipway.content;

import java.util.List;
import org.springframework.stereotype.Service;

/// Takes repositories away for good that are in the trash for longer than its window, a part at a time.
@Service
public class RepositoryPurge {

    private static final int REPOSITORIES = 20;

    private final RepositoryPurgeSql sql;
    private final Purge purge;
    private final Transactions transactions;

    RepositoryPurge(RepositoryPurgeSql sql, Purge purge, Transactions transactions) {
        this.sql = sql;
        this.purge = purge;
        this.transactions = transactions;
    }

    /// One short transaction.
    ///
    /// @param limit about how many rows may go
    public Collected run(int limit) {
        return transactions.run(() -> {
            Collected collected = Collected.NOTHING;
            for (long repository : sql.lockDue(REPOSITORIES)) {
                if (collected.reviews() < limit) {
                    collected = collected.plus(step(repository, limit));
                }
            }
            return collected;
        });
    }

    /// Takes pushes' repositories that never got a manifest.
    public void abandon(int limit) {
        transactions.run(() -> {
            List<Long> hidden = sql.lockAbandoned(limit);
            sql.abandon(hidden);
            return hidden;
        });
    }

    private Collected step(long repository, int limit) {
        int uploads = sql.cancelUploads(repository, limit);
        int tags = sql.deleteTags(repository, limit);
        if (tags == limit) {
            return Collected.repositories(tags + uploads, 0, 0, uploads);
        }
        List<Long> manifests = sql.lockManifests(repository, limit);
        if (!manifests.isEmpty()) {
            purge.drop(manifests);
        }
        if (manifests.size() == limit || sql.hasLinks(repository)) {
            return Collected.repositories(uploads + tags + manifests.size(), manifests.size(), 0, uploads);
        }
        int history = sql.deleteEvents(repository, limit)
                + sql.deleteTagUsage(repository, limit)
                + sql.deleteUsage(repository, limit);
        boolean last = history < limit;
        if (last) {
            sql.delete(repository);
        }
        return Collected.repositories(
                uploads + tags + manifests.size() + history + 1, manifests.size(), last ? 1 : 0, uploads);
    }
}
