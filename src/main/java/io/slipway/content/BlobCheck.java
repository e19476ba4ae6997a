package io.slipway.content;

import io.slipway.content.CheckSql.KnownBlob;
import io.slipway.content.ScrubSql.Claimed;
import io.slipway.content.StoreCheck.Wish;
import io.slipway.storage.BlobStore;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.Stores;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether each blob has its bytes, and somebody who will collect it.
@Component
class BlobCheck {

    private static final int PAGE = 500;

    private final CheckSql sql;
    private final CheckRepairSql repairs;
    private final LinkReviewSql links;
    private final BlobScrub scrub;
    private final Stores stores;
    private final Transactions transactions;

    BlobCheck(
            CheckSql sql,
            CheckRepairSql repairs,
            LinkReviewSql links,
            BlobScrub scrub,
            Stores stores,
            Transactions transactions) {
        this.sql = sql;
        this.repairs = repairs;
        this.links = links;
        this.scrub = scrub;
        this.stores = stores;
        this.transactions = transactions;
    }

    void run(Wish wish, CheckReport report) {
        stores.all().forEach(store -> run(store, wish, report));
    }

    private void run(BlobStore store, Wish wish, CheckReport report) {
        List<KnownBlob> page = sql.blobs(store.id(), 0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(blob -> check(blob, wish, report));
            forgotten(page, wish, report);
            page = sql.blobs(store.id(), page.getLast().claimed().id(), PAGE);
        }
    }

    private void check(KnownBlob blob, Wish wish, CheckReport report) {
        Claimed claimed = blob.claimed();
        report.blob(claimed.blob().size());
        if (!blob.linked()) {
            report.found(Fault.UNLINKED_BLOB, wish.repair() && delete(claimed), () -> name(claimed));
        }
        // a damaged one is worth reading again only to find it right
        Optional<Fault> first = blob.damaged() ? damaged(claimed, wish) : look(claimed, wish);
        // what was collected, healed or set aside meanwhile is another one
        if (first.isPresent() && sql.names(claimed, blob.damaged())) {
            Optional<Fault> again = blob.damaged() ? first : look(claimed, wish);
            again.ifPresent(fault -> report.found(fault, wish.repair() && repair(fault, claimed), () -> name(claimed)));
        }
    }

    private Optional<Fault> damaged(Claimed claimed, Wish wish) {
        boolean right = wish.deep() && look(claimed, wish).isEmpty();
        return Optional.of(right ? Fault.RIGHT_AGAIN : Fault.DAMAGED);
    }

    private Optional<Fault> look(Claimed claimed, Wish wish) {
        try {
            if (stores.size(claimed.place()) != claimed.blob().size()) {
                return Optional.of(Fault.WRONG_SIZE);
            }
            boolean right = !wish.deep() || scrub.isRight(claimed, _ -> {});
            return right ? Optional.empty() : Optional.of(Fault.WRONG_BYTES);
        } catch (MissingBytesException _) {
            return Optional.of(Fault.MISSING);
        } catch (StorageException | IOException _) {
            // the whole store, or this one only?
            stores.of(claimed.place()).check();
            return Optional.of(Fault.UNREADABLE);
        }
    }

    private boolean repair(Fault fault, Claimed claimed) {
        return switch (fault) {
            case MISSING, WRONG_SIZE, WRONG_BYTES -> scrub.setAside(claimed);
            case RIGHT_AGAIN -> repairs.heal(claimed);
            default -> false;
        };
    }

    /// As collection does it, under its lock.
    private boolean delete(Claimed claimed) {
        return transactions.run(() -> {
            List<Long> locked = links.lockBlobs(List.of(claimed.id()));
            return links.deleteBlobs(locked) == 1;
        });
    }

    private void forgotten(List<KnownBlob> page, Wish wish, CheckReport report) {
        Long[] ids = page.stream().map(it -> it.claimed().id()).toArray(Long[]::new);
        sql.forgotten(ids)
                .forEach(link -> report.found(
                        Fault.FORGOTTEN_LINK,
                        wish.repair() && repairs.review(link),
                        () -> "blob " + link.blobId() + " of repository " + link.repositoryId()));
    }

    private String name(Claimed claimed) {
        List<String> places = sql.repositories(claimed.id());
        return claimed.blob().digest() + " at " + claimed.place().key()
                + (places.isEmpty() ? "" : " in " + String.join(", ", places));
    }
}
