package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.storage.Stores;
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
    private final Stores stores;
    private final LeaseSettings leases;

    StoreGuard(StoreSql sql, Stores stores, LeaseSettings leases) {
        this.sql = sql;
        this.stores = stores;
        this.leases = leases;
    }

    @Override
    public void afterSingletonsInstantiated() {
        stores.all().forEach(this::check);
        if (sql.isUsedBesides(stores.ids())) {
            throw new StartFailure("Blobs of this database lie in a store that is not set up here: set"
                    + " slipway.storage.disk.path or slipway.storage.s3.bucket to where they are");
        }
    }

    private void check(BlobStore store) {
        UUID found = store.check().identity();
        UUID known = sql.remember(store.id(), found);
        if (!known.equals(found)) {
            throw new StartFailure("The blob store " + found + " is not the one of this database, which is " + known
                    + ": mount the right volume, or restore database and blobs from the same backup");
        }
        checkLinks(store);
    }

    private void checkLinks(BlobStore store) {
        Duration lifetime = store.linkLifetime();
        if (lifetime.isPositive() && leases.sweepDelay().compareTo(lifetime.plus(MARGIN)) < 0) {
            throw new StartFailure("With redirects to the store slipway.gc.sweep-delay must be "
                    + lifetime.plus(MARGIN).toMinutes() + "m or more: bytes would go while clients may fetch them");
        }
    }
}
