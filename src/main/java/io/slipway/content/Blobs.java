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
import io.slipway.storage.Stores;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Blobs as a repository sees them: one that is linked only elsewhere does not exist here.
@Service
public class Blobs {

    private final BlobSql sql;
    private final Stores stores;
    private final LeaseSettings leases;

    Blobs(BlobSql sql, Stores stores, LeaseSettings leases) {
        this.sql = sql;
        this.stores = stores;
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
        return again(repository, linked, it -> content(repository, it));
    }

    private BlobContent content(Repository repository, LinkedBlob linked) {
        BlobStore store = stores.of(linked.place());
        Optional<Path> file = store.file(linked.place().key());
        if (file.isEmpty()) {
            return new BlobContent(
                    linked.blob(),
                    file,
                    client -> store.link(linked.place().key(), client),
                    (start, end) -> again(repository, linked, it -> read(it, start, end)));
        }
        // checked before the first header goes out: what the database knows is never answered as missing or cut short
        if (stores.size(linked.place()) != linked.blob().size()) {
            throw new StorageException(
                    "the stored bytes of " + linked.blob().digest() + " do not have the right length");
        }
        return new BlobContent(
                linked.blob(),
                file,
                _ -> Optional.empty(),
                (start, end) -> stores.read(linked.place(), new ByteRange(start, end)));
    }

    /// From another machine: what comes is looked at before it is given on.
    private InputStream read(LinkedBlob linked, long start, long end) {
        InputStream bytes = stores.read(linked.place(), new ByteRange(start, end));
        boolean whole = start == 0 && end == linked.blob().size();
        return whole ? new VerifiedStream(bytes, linked.blob()) : bytes;
    }

    /// Tries it with what the database says now, where there are no bytes: collected or healed since, the database has
    /// the last word.
    private <T> T again(Repository repository, LinkedBlob linked, Function<LinkedBlob, T> attempt) {
        try {
            return attempt.apply(linked);
        } catch (MissingBytesException e) {
            LinkedBlob now = find(repository, linked.blob().digest());
            if (now.place().equals(linked.place())) {
                throw e;
            }
            return attempt.apply(now);
        }
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
