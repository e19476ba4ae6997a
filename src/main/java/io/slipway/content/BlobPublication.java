package io.slipway.content;

import io.slipway.content.BlobSql.KnownBlob;
import io.slipway.content.BlobSql.LinkedBlob;
import io.slipway.content.QuotaSql.Held;
import io.slipway.content.UploadSql.Upload;
import io.slipway.content.UploadWriter.Unsealed;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.Stores;
import io.slipway.storage.UnfinishedGoneException;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/// Turns the bytes of a session into a blob of a repository: one transaction, no byte moves.
@Component
class BlobPublication {

    private static final int ATTEMPTS = 10;

    private final UploadSql uploads;
    private final BlobSql blobs;
    private final UploadWriter writer;
    private final Stores stores;
    private final LeaseSettings leases;
    private final Transactions transactions;

    BlobPublication(
            UploadSql uploads,
            BlobSql blobs,
            UploadWriter writer,
            Stores stores,
            LeaseSettings leases,
            Transactions transactions) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.writer = writer;
        this.stores = stores;
        this.leases = leases;
        this.transactions = transactions;
    }

    Blob publish(Repository repository, Unsealed written, Digest digest) {
        Upload upload = written.upload();
        Optional<Digest> known = writer.known(upload, digest.algorithm());
        known.ifPresent(it -> verify(upload, it, digest));
        boolean trusted = seal(written);
        if (known.isEmpty() || !trusted) {
            verify(upload, writer.read(upload, digest.algorithm()), digest);
        }
        Blob blob = new Blob(digest, upload.received());
        boolean mine = commitOrRefuse(repository, upload, blob);
        return mine ? blob : published(repository, digest).orElseThrow(UploadClaims::unknown);
    }

    private void verify(Upload upload, Digest received, Digest wanted) {
        if (!received.equals(wanted)) {
            uploads.cancel(upload.id());
            throw new OciException(
                    ErrorCode.DIGEST_INVALID,
                    "the " + upload.received() + " bytes received do not have the digest " + wanted);
        }
    }

    /// The blob, if it is here with a live lease: what a finish that lost its session may answer.
    Optional<Blob> published(Repository repository, Digest digest) {
        return blobs.find(repository, digest, 0)
                .filter(linked -> !linked.leaseRunsOut())
                .map(LinkedBlob::blob);
    }

    private boolean seal(Unsealed written) {
        try {
            return stores.of(written.upload().at()).seal(written.upload().key(), written.state());
        } catch (UnfinishedGoneException gone) {
            uploads.cancel(written.upload().id());
            throw UploadClaims.gone(gone);
        }
    }

    private boolean commitOrRefuse(Repository repository, Upload upload, Blob blob) {
        try {
            return transactions.run(() -> commit(repository, upload, blob));
        } catch (QuotaException full) {
            uploads.refuse(upload.id());
            throw full;
        }
    }

    private boolean commit(Repository repository, Upload upload, Blob blob) {
        Held held = upload.held().quotas().isEmpty() ? Held.NOTHING : uploads.takeReservation(upload);
        if (!uploads.delete(upload)) {
            return false;
        }
        long blobId = insert(upload, blob);
        blobs.review(repository.id(), blobId, leases.seconds());
        List<Long> quotas = blobs.link(repository, blobId, leases.seconds());
        blobs.charge(quotas, blobId, blob.size(), held);
        return true;
    }

    /// A push of bytes that the disk lost heals them; it touches nothing but the file's facts.
    private boolean isLost(KnownBlob winner, Blob blob) {
        try {
            return stores.size(winner.place()) != blob.size();
        } catch (MissingBytesException e) {
            return true;
        }
    }

    private long insert(Upload upload, Blob blob) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var id = blobs.insert(blob, upload.at()).or(() -> adopt(upload, blob));
            if (id.isPresent()) {
                return id.get();
            }
        }
        throw new ConcurrencyFailureException("blob " + blob.digest() + " comes and goes");
    }

    /// The same bytes are here already: theirs stay, ours go; unless theirs are damaged. Empty when they were collected
    /// before they could be locked.
    private Optional<Long> adopt(Upload upload, Blob blob) {
        var winner = blobs.lockByDigest(blob.digest());
        if (winner.isEmpty()) {
            return Optional.empty();
        }
        KnownBlob theirs = winner.get();
        boolean heals = theirs.damaged() || isLost(theirs, blob);
        if (heals && blobs.replaceBytes(theirs, upload.at())) {
            uploads.doom(theirs.place(), blob.size(), false);
        } else {
            uploads.doom(upload.at(), blob.size(), false);
        }
        return Optional.of(winner.get().id());
    }
}
