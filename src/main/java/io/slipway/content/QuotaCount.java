package io.slipway.content;

import io.slipway.content.QuotaCountSql.Charged;
import io.slipway.content.QuotaCountSql.Counting;
import io.slipway.content.QuotaCountSql.Item;
import io.slipway.content.QuotaCountSql.Phase;
import io.slipway.content.QuotaSql.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/// Counts what a quota holds, from links and manifests, and puts its charges and slots right while pushes go on: in
/// short steps whose place is kept in the row, so that any replica goes on where another one stopped.
@Component
class QuotaCount {

    static final int ROWS = 1_000;

    private final QuotaCountSql sql;
    private final Transactions transactions;

    QuotaCount(QuotaCountSql sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /// One step of whichever is due; false where none is.
    boolean step() {
        return transactions.run(() -> sql.lockDue().map(this::step).isPresent());
    }

    /// Of one quota, until its count is done or the steps are used up.
    void run(long quota, int steps) {
        boolean more = true;
        for (int i = 0; more && i < steps; i++) {
            more = transactions.run(
                    () -> sql.lock(quota).map(this::step).filter(done -> !done).isPresent());
        }
    }

    /// @return whether the count is done
    private boolean step(Counting counting) {
        switch (counting.phase()) {
            case BLOBS -> countBlobs(counting);
            case MANIFESTS -> countManifests(counting);
            case CHARGED_BLOBS -> checkCharges(counting, Kind.BLOB, Phase.CHARGED_MANIFESTS);
            case CHARGED_MANIFESTS -> {
                return checkLast(counting);
            }
        }
        return false;
    }

    private void countBlobs(Counting counting) {
        List<Item> items = sql.blobs(counting, ROWS);
        long drift = add(counting, Kind.BLOB, items);
        if (items.size() < ROWS) {
            sql.goOn(counting.next(Phase.MANIFESTS).found(drift));
        } else {
            sql.goOn(counting.at(items.getLast().id()).found(drift));
        }
    }

    /// Repository by repository, small ones many at a time.
    private void countManifests(Counting counting) {
        Counting now = counting;
        int seen = 0;
        while (seen < ROWS) {
            OptionalLong repository = sql.repository(now);
            if (repository.isEmpty()) {
                sql.goOn(now.next(Phase.CHARGED_BLOBS));
                return;
            }
            if (repository.getAsLong() != now.place()) {
                now = now.at(repository.getAsLong());
            }
            List<Item> items = sql.manifests(now, ROWS);
            long drift = add(now, Kind.MANIFEST, items);
            now = items.size() < ROWS
                    ? now.at(now.place() + 1).found(drift)
                    : now.atDigest(items.getLast().digest()).found(drift);
            seen += items.size() + 1;
        }
        sql.goOn(now);
    }

    private long add(Counting counting, Kind kind, List<Item> items) {
        List<Long> missing = items.stream().filter(Item::missing).map(Item::id).toList();
        if (missing.isEmpty()) {
            return 0;
        }
        sql.keep(kind, missing);
        long added = sql.charge(counting, kind, missing);
        sql.give(counting.id(), -added);
        return added;
    }

    private Optional<Counting> checkCharges(Counting counting, Kind kind, Phase then) {
        List<Charged> charges = sql.charges(counting, kind, ROWS);
        List<Long> wrong =
                charges.stream().filter(Charged::wrong).map(Charged::id).toList();
        long drift = 0;
        if (!wrong.isEmpty()) {
            sql.lockAlone(kind, wrong);
            long removed = sql.uncharge(counting, kind, wrong);
            long added = sql.charge(counting, kind, wrong);
            sql.give(counting.id(), removed - added);
            drift = Math.abs(removed - added);
        }
        Counting found = counting.found(drift)
                .foundShared(sum(charges.stream().filter(Charged::shared).toList()))
                .foundTrash(sum(charges.stream().filter(Charged::trash).toList()));
        if (charges.size() == ROWS) {
            sql.goOn(found.at(charges.getLast().id()));
            return Optional.empty();
        }
        Counting next = found.next(then);
        sql.goOn(next);
        return Optional.of(next);
    }

    private boolean checkLast(Counting counting) {
        Optional<Counting> last = checkCharges(counting, Kind.MANIFEST, Phase.BLOBS);
        last.ifPresent(counted -> {
            sql.addSlots(counted.id());
            long missing = sql.missing(counted.id());
            if (missing != 0) {
                sql.give(counted.id(), missing);
            }
            sql.finish(counted.found(Math.abs(missing)));
        });
        return last.isPresent();
    }

    private static long sum(List<Charged> charges) {
        return charges.stream().mapToLong(Charged::bytes).sum();
    }
}
