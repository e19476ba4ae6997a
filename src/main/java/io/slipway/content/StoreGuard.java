package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.work.StartFailure;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Refuses to start with a store that is not this database's: its blobs would all seem lost.
@Component
class StoreGuard implements SmartInitializingSingleton {

    /// Between the last use of a link and the end of what it fetches.
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final StoreSql sql;
    private final BlobStore store;
    private final LeaseSettings leases;

    StoreGuard(StoreSql sql, BlobStore store, LeaseSettings leases) {
        this.sql = sql;
        this.store = store;
        this.leases = leases;
    }

    @Override
    public void afterSingletonsInstantiated() {
        UUID found = store.check().identity();
        UUID known = sql.remember(store.id(), found);
        if (!known.equals(found)) {
            throw new StartFailure("The blob store " + found + " is not the one of this database, which is " + known
                    + ": mount the right volume, or restore database and blobs from the same backup");
        }
        if (sql.isUsedBesides(store.id())) {
            throw new StartFailure("The blobs of this database lie in another kind of store: set slipway.storage.type"
                    + " back to what it was");
        }
        checkLinks();
    }

    private void checkLinks() {
        Duration lifetime = store.linkLifetime();
        if (lifetime.isPositive() && leases.sweepDelay().compareTo(lifetime.plus(MARGIN)) < 0) {
            throw new StartFailure("With redirects to the store slipway.gc.sweep-delay must be "
                    + lifetime.plus(MARGIN).toMinutes() + "m or more: bytes would go while clients may fetch them");
        }
    }
}
