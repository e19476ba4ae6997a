package io.slipway.content;

import io.slipway.content.QuotaSql.Held;
import io.slipway.content.UploadBody.ContentRange;
import io.slipway.content.UploadRoom.Room;
import io.slipway.content.UploadSql.NewUpload;
import io.slipway.content.UploadSql.Upload;
import io.slipway.content.UploadWriter.Unsealed;
import io.slipway.content.UploadWriter.Written;
import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import io.slipway.storage.UnfinishedGoneException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Blob pushes: sessions of a repository and of the one who started them, invisible to anybody else.
///
/// Bytes are written at their own key, synced, and only then acknowledged in the database; a session survives a broken
/// connection and a restart with all that was acknowledged.
@Service
public class Uploads {

    static final int MAX_OPEN = 1_000;

    private final UploadSql sql;
    private final UploadWriter writer;
    private final HashStates hashes;
    private final UploadClaims claims;
    private final BlobPublication publication;
    private final Stores stores;

    Uploads(
            UploadSql sql,
            UploadWriter writer,
            HashStates hashes,
            UploadClaims claims,
            BlobPublication publication,
            Stores stores) {
        this.sql = sql;
        this.writer = writer;
        this.hashes = hashes;
        this.claims = claims;
        this.publication = publication;
        this.stores = stores;
    }

    /// Starts a session.
    ///
    /// @param algorithm the algorithm of the digest that the client will finish with; another one costs a re-read
    /// @throws OciException TOOMANYREQUESTS at 1,000 sessions of this actor, DENIED below the disk reserve
    public UploadSession start(Repository repository, Actor actor, DigestAlgorithm algorithm) {
        return insert(repository, actor, algorithm, false).session();
    }

    /// Pushes a blob whole, in one request.
    ///
    /// @throws OciException DIGEST_INVALID; nothing is kept then
    public Blob push(Repository repository, Actor actor, Digest digest, UploadBody body) {
        Upload upload = insert(repository, actor, digest.algorithm(), true);
        try {
            return publication.publish(repository, write(upload, body), digest);
        } catch (QuotaException full) {
            throw full;
        } catch (RuntimeException e) {
            sql.cancel(upload.id());
            throw e;
        }
    }

    /// @throws OciException BLOB_UPLOAD_UNKNOWN, also for somebody else's session
    public UploadSession get(Repository repository, Actor actor, UUID id) {
        return claims.get(repository, actor, id).session();
    }

    /// Appends bytes; a broken connection keeps what arrived.
    ///
    /// @throws UploadOffsetException when the range does not start where the session stands
    public UploadSession append(Repository repository, Actor actor, UUID id, UploadBody body) {
        checkLength(body);
        Upload upload = claims.claim(repository, actor, id, body.range()).orElseThrow(UploadClaims::unknown);
        Unsealed written = write(upload, body);
        acknowledge(upload, written);
        return written.upload().session();
    }

    /// Ends the session: what was received, with the rest in this body, becomes a blob of the repository.
    ///
    /// A repeated finish (its answer was lost, or two came at once) gives the blob again.
    ///
    /// @throws OciException DIGEST_INVALID when the bytes have another digest; nothing is kept then
    public Blob finish(Repository repository, Actor actor, UUID id, Digest digest, UploadBody body) {
        checkLength(body);
        Optional<Upload> found = claims.find(repository, actor, id, body.range());
        boolean nothingToAdd = body.length().orElse(-1) == 0;
        Optional<Unsealed> unsealed =
                found.isPresent() && !(nothingToAdd && found.get().open())
                        ? claims.claim(repository, actor, id, body.range()).map(claimed -> write(claimed, body))
                        : found.map(upload -> new Unsealed(upload, writer.state(upload)));
        return unsealed.map(written -> publication.publish(repository, written, digest))
                .orElseGet(() -> publication.published(repository, digest).orElseThrow(UploadClaims::unknown));
    }

    /// Ends the session and gives its space back.
    public void cancel(Repository repository, Actor actor, UUID id) {
        Upload upload = claims.get(repository, actor, id);
        if (!sql.cancel(upload.id())) {
            throw UploadClaims.unknown();
        }
    }

    /// Ends sessions that nobody wrote to for a day.
    ///
    /// @param limit how many at most
    public Collected cancelExpired(int limit) {
        return Collected.uploads(sql.cancelExpired(limit));
    }

    private Upload insert(Repository repository, Actor actor, DigestAlgorithm algorithm, boolean writing) {
        if (!stores.forNew().acceptsUploads()) {
            throw new OciException(
                    ErrorCode.DENIED, "the registry's disk is nearly full: nothing can be pushed until space is freed");
        }
        NewUpload upload = new NewUpload(UUID.randomUUID(), actor.principalId(), fresh(), algorithm, writing);
        List<Long> quotas = insert(repository, upload)
                .orElseThrow(() -> new OciException(
                        ErrorCode.TOOMANYREQUESTS,
                        "you have " + MAX_OPEN + " unfinished uploads; finish or cancel some, or wait an hour"));
        return new Upload(
                upload.id(),
                upload.at(),
                true,
                0,
                0,
                algorithm,
                Optional.empty(),
                Optional.empty(),
                new Held(quotas, 0));
    }

    private BlobPlace fresh() {
        return new BlobPlace(stores.forNew().id(), StorageKey.fresh());
    }

    private Optional<List<Long>> insert(Repository repository, NewUpload upload) {
        Optional<List<Long>> inserted = sql.insert(repository, upload, MAX_OPEN);
        if (inserted.isPresent()) {
            return inserted;
        }
        sql.verify(repository);
        Optional<UUID> idle = sql.oldestIdle(upload.ownerId());
        idle.ifPresent(sql::cancel);
        return idle.flatMap(_ -> sql.insert(repository, upload, MAX_OPEN));
    }

    private static void checkLength(UploadBody body) {
        boolean lies = body.range().isPresent()
                && body.length().isPresent()
                && body.range().get().length() != body.length().getAsLong();
        if (lies) {
            throw new OciException(
                    ErrorCode.SIZE_INVALID, "Content-Range and Content-Length say different things about this chunk");
        }
    }

    /// Writes to a claimed session; if it fails, the session is open again as it was.
    private Unsealed write(Upload claimed, UploadBody body) {
        boolean done = false;
        try {
            Room room = writer.room(claimed, body.length());
            Written written = writer.write(claimed, hashes.take(claimed, claimed.epoch() - 1), body.stream(), room);
            room.keep(written.safe().length());
            Unsealed now = written.of(claimed);
            if (written.broken().isPresent()) {
                hashes.keep(claimed, written.safe().length(), written.digest());
                acknowledge(claimed, now);
                done = true;
                throw new BrokenUploadException(written.broken().get());
            }
            checkReceived(body.range(), written.safe().length() - claimed.received());
            hashes.keep(claimed, written.safe().length(), written.digest());
            done = true;
            return now;
        } catch (QuotaException full) {
            sql.refuse(claimed.id());
            throw full;
        } catch (UnfinishedGoneException gone) {
            sql.cancel(claimed.id());
            throw UploadClaims.gone(gone);
        } finally {
            if (!done) {
                sql.reopen(claimed);
            }
        }
    }

    private static void checkReceived(Optional<ContentRange> range, long length) {
        if (range.isPresent() && range.get().length() != length) {
            throw new OciException(
                    ErrorCode.SIZE_INVALID,
                    "the chunk has " + length + " bytes, its range says "
                            + range.get().length());
        }
    }

    private void acknowledge(Upload claimed, Unsealed written) {
        if (!sql.release(claimed, written.state(), written.upload().digestSoFar())) {
            throw UploadClaims.unknown();
        }
    }
}
