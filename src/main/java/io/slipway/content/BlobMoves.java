package io.slipway.content;

import io.slipway.content.ScrubSql.Claimed;
import io.slipway.oci.Digest;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import io.slipway.storage.WriteState;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Moves blobs from other stores into the one that takes new ones, while pushes, pulls and collection go on. A blob is
/// copied and hashed on the way, and only then its row names the copy; what it left goes with collection's delay. So
/// it can be ended and begun again at any time, and two at once do no harm.
@Service
public class BlobMoves {

    private static final Logger LOG = LoggerFactory.getLogger(BlobMoves.class);

    private static final int PAGE = 100;

    /// A bucket answers each call after a while.
    private static final int AT_ONCE = 4;

    private static final int BUFFER = 256 * 1024;

    /// @param failed could not be read or written now
    /// @param damaged were found to be wrong, and set aside
    public record Moved(long blobs, long bytes, long failed, long damaged) {

        static final Moved NOTHING = new Moved(0, 0, 0, 0);

        Moved plus(Moved more) {
            return new Moved(blobs + more.blobs, bytes + more.bytes, failed + more.failed, damaged + more.damaged);
        }
    }

    private final BlobMoveSql sql;
    private final Stores stores;
    private final BlobScrub scrub;
    private final StoreCheck check;
    private final UploadSql uploads;
    private final Transactions transactions;

    BlobMoves(
            BlobMoveSql sql,
            Stores stores,
            BlobScrub scrub,
            StoreCheck check,
            UploadSql uploads,
            Transactions transactions) {
        this.sql = sql;
        this.stores = stores;
        this.scrub = scrub;
        this.check = check;
        this.uploads = uploads;
        this.transactions = transactions;
    }

    /// All that lies elsewhere now, several at a time.
    ///
    /// @param told after each blob, of all so far
    public Moved run(Consumer<Moved> told) {
        BlobStore to = stores.forNew();
        Moved all = Moved.NOTHING;
        try (ExecutorService threads = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("moves-", 0).factory())) {
            List<Claimed> page = sql.page(to.id(), 0, PAGE);
            while (!page.isEmpty()) {
                List<Future<Moved>> moves = page.stream()
                        .map(claimed -> threads.submit(() -> move(claimed, to)))
                        .toList();
                for (Future<Moved> move : moves) {
                    all = all.plus(result(move));
                    told.accept(all);
                }
                page = sql.page(to.id(), page.getLast().id(), PAGE);
            }
        }
        return all;
    }

    private static Moved result(Future<Moved> move) {
        try {
            return move.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("blobs cannot be moved now: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("ended while blobs were moved");
        }
    }

    private Moved move(Claimed claimed, BlobStore to) {
        BlobPlace copy = new BlobPlace(to.id(), StorageKey.fresh());
        long size = claimed.blob().size();
        sql.announce(copy, size);
        try {
            if (isCopied(claimed, to, copy.key())) {
                return transactions.run(() -> moveRow(claimed, copy)) ? new Moved(1, size, 0, 0) : Moved.NOTHING;
            }
            sql.drop(copy);
            return wrong(claimed);
        } catch (StorageException | IOException e) {
            sql.drop(copy);
            LOG.warn("blob {} was not moved from {}: {}", claimed.blob().digest(), claimed.place(), e.getMessage());
            return new Moved(0, 0, 1, 0);
        }
    }

    private boolean moveRow(Claimed claimed, BlobPlace copy) {
        if (!sql.keep(copy)) {
            return false;
        }
        boolean mine = sql.move(claimed, copy);
        uploads.doom(mine ? claimed.place() : copy, claimed.blob().size(), false);
        return mine;
    }

    /// Looks once more: a cable that flips a bit is no reason.
    private Moved wrong(Claimed claimed) throws IOException {
        boolean right = scrub.isRight(claimed, _ -> {});
        return right || check.age().isPresent() || !scrub.setAside(claimed)
                ? new Moved(0, 0, 1, 0)
                : new Moved(0, 0, 0, 1);
    }

    /// False when the bytes are not right, or the store is not sure of them; nothing is to be kept then.
    private boolean isCopied(Claimed claimed, BlobStore to, StorageKey key) throws IOException {
        MessageDigest hash = claimed.blob().digest().algorithm().newDigest();
        WriteState state = WriteState.EMPTY;
        try (InputStream bytes = stores.read(
                        claimed.place(), new ByteRange(0, claimed.blob().size()));
                BlobWriter writer = to.write(key, state)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                hash.update(buffer, 0, n);
                writer.write(buffer, 0, n);
            }
            state = writer.force();
        } catch (MissingBytesException | EOFException missing) {
            LOG.warn("blob {} has no bytes at {}", claimed.blob().digest(), claimed.place(), missing);
            return false;
        }
        Digest found = Digest.of(claimed.blob().digest().algorithm(), hash.digest());
        return found.equals(claimed.blob().digest()) && to.seal(key, state);
    }
}
