package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Ends what was begun at a store and is known to no row: a process died before it could write one, or the database
/// came out of a backup.
@Service
public class LostWrites {

    private static final Logger LOG = LoggerFactory.getLogger(LostWrites.class);

    private static final int BATCH = 500;

    private final LostWriteSql sql;
    private final CheckSql clock;
    private final Stores stores;

    LostWrites(LostWriteSql sql, CheckSql clock, Stores stores) {
        this.sql = sql;
        this.clock = clock;
        this.stores = stores;
    }

    /// Rows come before what they name, but for a moment while an upload is taken over: young ones are left alone.
    ///
    /// @param age since when they must have been begun
    /// @return how many were ended
    public int end(short id, Duration age) {
        BlobStore store = stores.of(id);
        Instant before = clock.now().minus(age);
        List<StorageKey> old = new ArrayList<>();
        store.listUnfinished((key, begun) -> {
            if (key.isOwn() && begun.isBefore(before)) {
                old.add(key);
            }
        });
        int ended = 0;
        for (int start = 0; start < old.size(); start += BATCH) {
            ended += end(store, old.subList(start, Math.min(start + BATCH, old.size())));
        }
        if (ended > 0) {
            LOG.info("{} unfinished writes at {} were known to nobody and are ended", ended, store);
        }
        return ended;
    }

    private int end(BlobStore store, List<StorageKey> keys) {
        Set<String> lost =
                sql.lost(store.id(), keys.stream().map(StorageKey::value).toArray(String[]::new));
        List<StorageKey> going =
                keys.stream().filter(key -> lost.contains(key.value())).toList();
        going.forEach(store::endUnfinished);
        return going.size();
    }
}
