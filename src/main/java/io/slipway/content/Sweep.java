package io.slipway.content;

import io.slipway.content.SweepSql.Doomed;
import io.slipway.storage.BlobStore;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
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
    private final Stores stores;
    private final Transactions transactions;

    Sweep(SweepSql sql, Stores stores, Transactions transactions) {
        this.sql = sql;
        this.stores = stores;
        this.transactions = transactions;
    }

    /// No lock is held while bytes go. What cannot be deleted now is tried again later, less and less often.
    ///
    /// @param limit how many objects of each store to take
    public Collected run(int limit) {
        return stores.all().stream().map(store -> run(store, limit)).reduce(Collected.NOTHING, Collected::plus);
    }

    private Collected run(BlobStore store, int limit) {
        List<Doomed> claimed = transactions.run(() -> sql.claim(store.id(), limit));
        if (claimed.isEmpty()) {
            return Collected.NOTHING;
        }
        List<Doomed> deleted = delete(store, claimed);
        transactions.run(() -> {
            sql.finish(store.id(), deleted);
            return deleted;
        });
        return Collected.objects(
                claimed.size(),
                deleted.size(),
                deleted.stream().mapToLong(Doomed::size).sum());
    }

    private static List<Doomed> delete(BlobStore store, List<Doomed> claimed) {
        var sealed =
                claimed.stream().filter(it -> !it.unfinished()).map(Doomed::key).toList();
        Set<StorageKey> gone = new HashSet<>(store.delete(sealed));
        return claimed.stream()
                .filter(it -> it.unfinished() ? isDeleted(store, it) : gone.contains(it.key()))
                .toList();
    }

    private static boolean isDeleted(BlobStore store, Doomed doomed) {
        try {
            store.delete(doomed.key());
            return true;
        } catch (StorageException e) {
            LOG.warn("an object waits for another try to delete it: {}", e.getMessage());
            return false;
        }
    }
}
