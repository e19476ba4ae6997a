package io.slipway.content;

import io.slipway.content.SweepSql.Doomed;
import io.slipway.storage.BlobStore;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Deletes bytes that no row names any more, and then the rows that remember them: a crash between the two repeats
/// harmlessly.
@Service
public class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final SweepSql sql;
    private final BlobStore store;
    private final Transactions transactions;

    Sweep(SweepSql sql, BlobStore store, Transactions transactions) {
        this.sql = sql;
        this.store = store;
        this.transactions = transactions;
    }

    /// No lock is held while bytes go. What cannot be deleted now is tried again later, less and less often.
    ///
    /// @param limit how many objects to take
    public Collected run(int limit) {
        List<Doomed> claimed = transactions.run(() -> sql.claim(store.id(), limit));
        if (claimed.isEmpty()) {
            return Collected.NOTHING;
        }
        List<Doomed> deleted = delete(claimed);
        transactions.run(() -> {
            sql.finish(store.id(), deleted);
            return deleted;
        });
        return Collected.objects(
                claimed.size(),
                deleted.size(),
                deleted.stream().mapToLong(Doomed::size).sum());
    }

    private List<Doomed> delete(List<Doomed> claimed) {
        var sealed =
                claimed.stream().filter(it -> !it.unfinished()).map(Doomed::key).toList();
        Set<StorageKey> gone = new HashSet<>(store.delete(sealed));
        return claimed.stream()
                .filter(it -> it.unfinished() ? isDeleted(it) : gone.contains(it.key()))
                .toList();
    }

    private boolean isDeleted(Doomed doomed) {
        try {
            store.delete(doomed.key());
            return true;
        } catch (StorageException e) {
            LOG.warn("an object waits for another try to delete it: {}", e.getMessage());
            return false;
        }
    }
}
