package io.slipway.content;

import io.slipway.content.BlobSql.KnownBlob;
import io.slipway.content.QuotaSql.Held;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.Stores;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;

/// Takes over what another registry left in a store: bytes stay where they are, and get a row.
@Service
public class Adoptions {

    private static final int ATTEMPTS = 10;

    /// What a repository knows of a manifest.
    public enum Fate {
        UNKNOWN,
        HERE,
        /// Somebody deleted it here.
        DELETED
    }

    private final AdoptionSql sql;
    private final BlobSql blobs;
    private final UploadSql uploads;
    private final Stores stores;
    private final LeaseSettings leases;
    private final Transactions transactions;

    Adoptions(
            AdoptionSql sql,
            BlobSql blobs,
            UploadSql uploads,
            Stores stores,
            LeaseSettings leases,
            Transactions transactions) {
        this.sql = sql;
        this.blobs = blobs;
        this.uploads = uploads;
        this.stores = stores;
        this.leases = leases;
        this.transactions = transactions;
    }

    /// How many bytes the blob has, if its bytes are here already, wherever they lie.
    public Optional<Long> size(Digest digest) {
        return sql.size(digest);
    }

    public Fate fate(Repository repository, Digest manifest) {
        return sql.isLive(repository.id(), manifest)
                .map(live -> live ? Fate.HERE : Fate.DELETED)
                .orElse(Fate.UNKNOWN);
    }

    /// Makes a blob of the bytes that lie there, and links it to the repository for a lease. Where the digest
    /// is known, the bytes that it has stay its bytes, unless they are damaged.
    ///
    /// @param found whose bytes were compared with the digest
    /// @return whether it has its bytes there since
    /// @throws OciException BLOB_UNKNOWN when they are not there any more, DENIED without room
    public boolean adopt(Repository repository, Blob blob, BlobPlace found) {
        return transactions.run(() -> {
            Row row = insert(blob, found);
            blobs.review(repository.id(), row.id(), leases.seconds());
            List<Long> quotas = blobs.link(repository, row.id(), leases.seconds());
            blobs.charge(quotas, row.id(), blob.size(), Held.NOTHING);
            return row.fresh();
        });
    }

    private record Row(long id, boolean fresh) {}

    private Row insert(Blob blob, BlobPlace found) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<KnownBlob> known = blobs.lockByDigest(blob.digest());
            if (known.isPresent()) {
                return keep(known.get(), blob, found);
            }
            Optional<Long> made = blobs.insert(blob, found);
            if (made.isPresent()) {
                requireBytes(blob, found);
                return new Row(made.get(), true);
            }
        }
        throw new ConcurrencyFailureException("blob " + blob.digest() + " comes and goes");
    }

    private Row keep(KnownBlob known, Blob blob, BlobPlace found) {
        if (!known.damaged() || !blobs.replaceBytes(known, found)) {
            return new Row(known.id(), false);
        }
        requireBytes(blob, found);
        if (!known.place().equals(found)) {
            uploads.doom(known.place(), blob.size(), false);
        }
        return new Row(known.id(), true);
    }

    /// After the row was written, and before anybody sees it: nobody can doom the bytes from now on, and
    /// whoever doomed them earlier shows by the row of the deletion or, when that is gone, by the bytes.
    private void requireBytes(Blob blob, BlobPlace found) {
        if (sql.isDoomed(found) || !isThere(blob, found)) {
            throw new OciException(ErrorCode.BLOB_UNKNOWN, "the bytes of " + blob.digest() + " are being deleted");
        }
    }

    private boolean isThere(Blob blob, BlobPlace found) {
        try {
            return stores.size(found) == blob.size();
        } catch (MissingBytesException _) {
            return false;
        }
    }
}
