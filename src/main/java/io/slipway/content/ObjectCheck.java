package io.slipway.content;

import io.slipway.content.StoreCheck.Wish;
import io.slipway.storage.BlobStore;
import io.slipway.storage.ForeignFolder;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StoredObject;
import io.slipway.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Whether somebody names each object, and each upload has what it acknowledged.
@Component
class ObjectCheck {

    private static final int BATCH = 500;
    private static final UUID NONE = new UUID(0, 0);

    /// An upload that is taken over is copied before its row names the copy.
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private final CheckSql sql;
    private final CheckRepairSql repairs;
    private final Stores stores;
    private final LeaseSettings leases;

    ObjectCheck(CheckSql sql, CheckRepairSql repairs, Stores stores, LeaseSettings leases) {
        this.sql = sql;
        this.repairs = repairs;
        this.stores = stores;
        this.leases = leases;
    }

    void run(Wish wish, CheckReport report) {
        stores.all().forEach(store -> run(store, wish, report));
    }

    private void run(BlobStore store, Wish wish, CheckReport report) {
        Duration age = leases.grace().compareTo(YOUNG) > 0 ? leases.grace() : YOUNG;
        Instant before = sql.now().minus(age);
        List<StoredObject> batch = new ArrayList<>(BATCH);
        store.list(object -> {
            if (ForeignFolder.holds(object.key())) {
                // another registry's: blobs that were adopted are looked for by their rows
                return;
            }
            report.object();
            if (object.modified().isBefore(before)) {
                batch.add(object);
            }
            if (batch.size() == BATCH) {
                check(store, batch, wish, report);
                batch.clear();
            }
        });
        check(store, batch, wish, report);
        uploads(store, report);
    }

    private void check(BlobStore store, List<StoredObject> batch, Wish wish, CheckReport report) {
        if (batch.isEmpty()) {
            return;
        }
        Set<String> unnamed = sql.unnamed(
                store.id(), batch.stream().map(it -> it.key().value()).toArray(String[]::new));
        batch.stream()
                .filter(it -> unnamed.contains(it.key().value()))
                .filter(it -> isThere(store, it))
                .forEach(it -> report.found(
                        Fault.UNKNOWN_OBJECT,
                        wish.repair() && repairs.doom(store.id(), it, leases.sweepSeconds()),
                        () -> it.key() + " (" + it.size() + " B, " + it.modified() + ")"));
    }

    /// The sweep may have had it since it was listed: its row went after it.
    private static boolean isThere(BlobStore store, StoredObject object) {
        try {
            store.size(object.key());
            return true;
        } catch (MissingBytesException _) {
            return false;
        }
    }

    private void uploads(BlobStore store, CheckReport report) {
        List<CheckSql.KnownUpload> page = sql.uploads(store.id(), NONE, BATCH);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(it -> isLost(store, it))
                    .filter(sql::names)
                    .forEach(it -> report.found(
                            Fault.LOST_UPLOAD, false, () -> it.id() + ", " + it.received() + " B at " + it.key()));
            page = sql.uploads(store.id(), page.getLast().id(), BATCH);
        }
    }

    private static boolean isLost(BlobStore store, CheckSql.KnownUpload upload) {
        try {
            return store.size(upload.key()) < upload.received();
        } catch (MissingBytesException _) {
            return true;
        }
    }
}
