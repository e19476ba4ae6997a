package io.slipway.content;

import io.slipway.content.StoreSql.Known;
import io.slipway.storage.BlobStore;
import io.slipway.storage.StorageException;
import io.slipway.storage.StoreMarker;
import io.slipway.storage.Stores;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// Whether database and store belong together and are of the same age: where one of them came out of a backup, what
/// seems to be needed by nothing may be needed.
@Service
public class StoreAge {

    private final StoreSql sql;
    private final Stores stores;

    StoreAge(StoreSql sql, Stores stores) {
        this.sql = sql;
        this.stores = stores;
    }

    /// Why nothing may be collected now, in a sentence.
    public Optional<String> refusal() {
        // another replica may have raised the generation between two looks, or since one that is some seconds old
        return stores.all().stream()
                .flatMap(store -> refusal(store, store::marker).flatMap(_ -> refusal(store, store::check)).stream())
                .findFirst();
    }

    private Optional<String> refusal(BlobStore store, Supplier<StoreMarker> look) {
        StoreMarker marker;
        try {
            marker = look.get();
        } catch (StorageException e) {
            return Optional.of("The store cannot be used. " + e.getMessage());
        }
        // after the marker: the database goes ahead of it
        Known known = sql.get(store.id());
        if (!known.identity().equals(marker.identity())) {
            return Optional.of("The store " + marker.identity() + " is not the one of this database, which is "
                    + known.identity() + ".");
        }
        if (marker.generation() > known.generation()) {
            return Optional.of("The database is older than the store: it seems to come from a backup. "
                    + "Check one against the other, then accept them.");
        }
        if (marker.generation() < known.marked()) {
            return Optional.of("The store is older than the database: it seems to come from a backup. "
                    + "Check one against the other, then accept them.");
        }
        return Optional.empty();
    }

    /// Makes both a day older, once a day however many replicas ask; harmless when it stops half-way.
    ///
    /// @return the stores whose day began with this call: work of once a day falls to this replica
    public List<Short> raise() {
        if (refusal().isPresent()) {
            return List.of();
        }
        List<Short> begun = new ArrayList<>();
        for (BlobStore store : stores.all()) {
            sql.raise(store.id()).ifPresent(generation -> {
                mark(store, generation);
                begun.add(store.id());
            });
        }
        return begun;
    }

    /// Holds collection until somebody accepts: these rows came out of a backup, however young it is.
    ///
    /// @param restored in whose transaction the rows came
    public static void doubt(Connection restored) {
        StoreSql.within(restored).doubtAll();
    }

    /// Says that database and store were checked and go together from now on.
    public void accept() {
        stores.all()
                .forEach(store ->
                        mark(store, sql.raiseBeyond(store.id(), store.check().generation())));
    }

    private void mark(BlobStore store, long generation) {
        store.mark(generation);
        sql.marked(store.id(), generation);
    }
}
