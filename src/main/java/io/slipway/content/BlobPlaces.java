package io.slipway.content;

import io.slipway.storage.Stores;
import io.slipway.work.LongReads;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What lies in other stores than new blobs go to, and whether it may be moved.
@Service
public class BlobPlaces {

    private final BlobMoveSql sql;
    private final Stores stores;
    private final StoreCheck check;
    private final LongReads reads;

    BlobPlaces(BlobMoveSql sql, Stores stores, StoreCheck check, LongReads reads) {
        this.sql = sql;
        this.stores = stores;
        this.check = check;
        this.reads = reads;
    }

    /// Why nothing may be moved now, in a sentence: stores and database do not go together.
    ///
    /// @throws io.slipway.work.StartFailure when a store is not there, or another database's
    public Optional<String> refusal() {
        return check.age();
    }

    public BlobsElsewhere left() {
        return reads.run(() -> sql.left(stores.forNew().id()));
    }
}
