package io.slipway.content;

import io.slipway.content.ScrubSql.Claimed;
import io.slipway.oci.Digest;
import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.Stores;
import io.slipway.work.Event;
import io.slipway.work.LongReads;
import io.slipway.work.Outbox;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Reads blobs again and compares them with their digests.
@Service
public class BlobScrub {

    private static final Logger LOG = LoggerFactory.getLogger(BlobScrub.class);

    private static final int CHUNK = 1 << 20;

    private final ScrubSql sql;
    private final Stores stores;
    private final StoreAge age;
    private final Outbox outbox;
    private final Transactions transactions;
    private final LongReads reads;

    BlobScrub(ScrubSql sql, Stores stores, StoreAge age, Outbox outbox, Transactions transactions, LongReads reads) {
        this.sql = sql;
        this.stores = stores;
        this.age = age;
        this.outbox = outbox;
        this.transactions = transactions;
        this.reads = reads;
    }

    /// Reads the blob that was read longest ago, if that is longer than the period. Bytes that are wrong twice are set
    /// aside; a store that cannot be read says nothing about its bytes.
    ///
    /// @param bytesPerSecond for how long the blob is this replica's
    /// @param read           told after each piece how many bytes it had; it may wait
    /// @return whether there was one
    public boolean next(double periodSeconds, double bytesPerSecond, LongConsumer read) {
        Optional<Claimed> claimed = transactions.run(() -> sql.claim(stores.ids(), periodSeconds, bytesPerSecond));
        claimed.ifPresent(it -> check(it, read));
        return claimed.isPresent();
    }

    public ScrubProgress progress(double periodSeconds) {
        return reads.run(() -> sql.progress(periodSeconds));
    }

    /// In the order of their making.
    ///
    /// @param after the place of the last one that is not wanted
    public Page<DamagedBlob> damaged(long after, int size) {
        return Page.of(sql.page(after, size + 1), size);
    }

    private void check(Claimed claimed, LongConsumer read) {
        try {
            boolean right = isRight(claimed, read);
            if (!right) {
                // a cable that flips a bit is no reason
                right = isRight(claimed, read);
            }
            if (right) {
                sql.right(claimed);
            } else if (age.refusal().isEmpty()) {
                setAside(claimed);
            }
        } catch (StorageException | IOException e) {
            LOG.warn(
                    "blob {} was not read and waits for another try: {}",
                    claimed.blob().digest(),
                    e.getMessage());
        }
    }

    boolean isRight(Claimed claimed, LongConsumer read) throws IOException {
        Blob blob = claimed.blob();
        MessageDigest hash = blob.digest().algorithm().newDigest();
        try {
            if (stores.size(claimed.place()) != blob.size()) {
                return false;
            }
            try (InputStream bytes = stores.read(claimed.place(), new ByteRange(0, blob.size()))) {
                byte[] chunk = new byte[CHUNK];
                for (int n = bytes.read(chunk); n >= 0; n = bytes.read(chunk)) {
                    hash.update(chunk, 0, n);
                    read.accept(n);
                }
            }
        } catch (MissingBytesException | EOFException _) {
            return false;
        }
        return Digest.of(blob.digest().algorithm(), hash.digest()).equals(blob.digest());
    }

    /// @return whether it was not, before
    boolean setAside(Claimed claimed) {
        boolean now = transactions.run(() -> {
            boolean damaged = sql.damaged(claimed);
            if (damaged) {
                outbox.publish(
                        Event.of("blob.damage").target(claimed.blob().digest().toString()));
            }
            return damaged;
        });
        if (now) {
            LOG.error(
                    "the bytes of blob {} at {} are not right: nobody gets them until they are pushed again",
                    claimed.blob().digest(),
                    claimed.place());
        }
        return now;
    }
}
