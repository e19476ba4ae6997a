package io.slipway.content;

import io.slipway.content.BlobSql.LinkedBlob;
import io.slipway.content.QuotaSql.Held;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.storage.BlobStore;
import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Blobs as a repository sees them: one that is linked only elsewhere does not exist here.
@Service
public class Blobs {

    private final BlobSql sql;
    private final BlobStore store;
    private final LeaseSettings leases;

    Blobs(BlobSql sql, BlobStore store, LeaseSettings leases) {
        this.sql = sql;
        this.store = store;
        this.leases = leases;
    }

    /// Says whether the blob is here. For a caller who may push, the answer holds for a lease: collection keeps the
    /// blob that long, so that a push may count on it.
    ///
    /// @throws OciException BLOB_UNKNOWN
    public Blob get(Repository repository, Digest digest) {
        LinkedBlob linked = find(repository, digest);
        boolean asked = repository.writable() && linked.leaseRunsOut();
        if (asked && !sql.extendLease(repository.id(), linked.id(), leases.seconds())) {
            throw unknown(repository.name(), digest);
        }
        return linked.blob();
    }

    /// @throws OciException BLOB_UNKNOWN
    public BlobContent open(Repository repository, Digest digest) {
        LinkedBlob linked = find(repository, digest);
        try {
            return open(linked, digest);
        } catch (MissingBytesException e) {
            // collected or healed since: the database knows, and has the last word
            LinkedBlob now = find(repository, digest);
            if (now.key().equals(linked.key())) {
                throw e;
            }
            return open(now, digest);
        }
    }

    private BlobContent open(LinkedBlob linked, Digest digest) {
        // checked before the first header goes out: what the database knows is never answered as missing or cut short
        if (store.size(linked.key()) != linked.blob().size()) {
            throw new StorageException("the stored bytes of " + digest + " do not have the right length");
        }
        return new BlobContent(
                linked.blob(),
                store.file(linked.key()),
                (start, end) -> store.read(linked.key(), new ByteRange(start, end)));
    }

    /// Links a blob of another repository here, without bytes.
    ///
    /// @param from  the source, already checked to be readable by the caller
    @Transactional
    public Optional<Blob> mount(Repository target, RepositoryState from, Digest digest) {
        return link(target, sql.lockLinked(from.id(), digest));
    }

    /// Links a blob that the caller can read in any repository here, without bytes.
    @Transactional
    public Optional<Blob> mountFromAny(Repository target, Visible readable, Digest digest) {
        return link(target, sql.lockVisible(readable, digest));
    }

    /// Takes the blob out of this repository; its bytes go when no repository links them.
    ///
    /// @throws OciException BLOB_UNKNOWN, or DENIED while a manifest here needs it
    @Transactional
    public void delete(Repository repository, Digest digest) {
        LinkedBlob linked = find(repository, digest);
        sql.lockForDelete(linked.id());
        if (sql.isReferenced(repository.id(), linked.id())) {
            throw new OciException(
                    ErrorCode.DENIED,
                    digest + " is part of a manifest in " + repository.name() + "; delete that first");
        }
        sql.review(repository.id(), linked.id(), 0);
        if (!sql.hide(repository.id(), linked.id())) {
            throw unknown(repository.name(), digest);
        }
    }

    private Optional<Blob> link(Repository target, Optional<LinkedBlob> source) {
        source.ifPresent(linked -> {
            sql.review(target.id(), linked.id(), leases.seconds());
            List<Long> quotas = sql.link(target, linked.id(), leases.seconds());
            sql.charge(quotas, linked.id(), linked.blob().size(), Held.NOTHING);
        });
        return source.map(LinkedBlob::blob);
    }

    private LinkedBlob find(Repository repository, Digest digest) {
        return sql.find(repository, digest, leases.seconds()).orElseThrow(() -> unknown(repository.name(), digest));
    }

    private static OciException unknown(RepositoryName name, Digest digest) {
        return new OciException(ErrorCode.BLOB_UNKNOWN, "no blob " + digest + " in " + name);
    }
}
