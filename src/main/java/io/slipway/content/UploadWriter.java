package io.slipway.content;

import io.slipway.content.UploadRoom.Room;
import io.slipway.content.UploadSql.Upload;
import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.Stores;
import io.slipway.storage.WriteState;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/// Streams a request's bytes to the place of a session, hashing on the way; memory does not grow with size.
@Component
class UploadWriter {

    private static final int BUFFER = 256 * 1024;
    private static final long HEARTBEAT = Duration.ofSeconds(10).toNanos();

    private final UploadSql sql;
    private final Stores stores;
    private final HashStates hashes;
    private final UploadRoom rooms;

    UploadWriter(UploadSql sql, Stores stores, HashStates hashes, UploadRoom rooms) {
        this.sql = sql;
        this.stores = stores;
        this.hashes = hashes;
        this.rooms = rooms;
    }

    /// A session as one request left it: what is to be acknowledged, or sealed.
    record Unsealed(Upload upload, WriteState state) {}

    /// What is safe after a request's bytes were written.
    ///
    /// @param digest empty where earlier bytes were hashed by another replica: all are read once at the end
    /// @param broken the connection ended before the body did
    record Written(WriteState safe, Optional<MessageDigest> digest, Optional<IOException> broken) {

        Unsealed of(Upload upload) {
            Optional<Digest> soFar = digest.map(it -> Digest.of(upload.algorithm(), copy(it).digest()));
            return new Unsealed(upload.with(safe, soFar), safe);
        }

        private static MessageDigest copy(MessageDigest digest) {
            try {
                return (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// @param room for its bytes
    private record Checked(InputStream bytes, Room room) {}

    /// For the bytes of one request.
    ///
    /// @param coming how many, where that is known
    /// @throws QuotaException where there is no room for them
    Room room(Upload upload, OptionalLong coming) {
        return rooms.open(upload, coming);
    }

    /// How a session that another request acknowledged is gone on with, or sealed.
    WriteState state(Upload upload) {
        return upload.place().isEmpty()
                ? WriteState.at(upload.received())
                : new WriteState(upload.received(), upload.place(), sql.tail(upload));
    }

    /// Appends the body to a claimed session. The bytes are synced when this returns; nothing is acknowledged yet.
    Written write(Upload upload, Optional<MessageDigest> digest, InputStream body, Room room) {
        try (BlobWriter writer = stores.of(upload.at()).write(upload.key(), state(upload))) {
            Optional<IOException> broken = copy(upload, digest, new Checked(body, room), writer);
            return new Written(force(upload, writer), digest, broken);
        }
    }

    /// After a failed sync nobody knows what the disk holds: the session ends, the client starts a new one.
    private WriteState force(Upload upload, BlobWriter writer) {
        try {
            return writer.force();
        } catch (StorageException e) {
            sql.cancel(upload.id());
            throw e;
        }
    }

    private Optional<IOException> copy(Upload upload, Optional<MessageDigest> digest, Checked body, BlobWriter writer) {
        byte[] buffer = new byte[BUFFER];
        long renewed = System.nanoTime();
        try {
            InputStream bytes = body.bytes();
            for (int n = bytes.readNBytes(buffer, 0, BUFFER); n > 0; n = bytes.readNBytes(buffer, 0, BUFFER)) {
                body.room().require(writer.position() + n);
                if (digest.isPresent()) {
                    digest.get().update(buffer, 0, n);
                }
                writer.write(buffer, 0, n);
                if (System.nanoTime() - renewed > HEARTBEAT) {
                    renew(upload);
                    renewed = System.nanoTime();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private void renew(Upload upload) {
        if (!sql.renew(upload)) {
            throw new OciException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "this upload was cancelled or taken over");
        }
    }

    /// Copies the acknowledged bytes of a session whose last writer vanished to a new key, unless the store keeps that
    /// writer off: a late writer of another replica still knows the old one and can harm nobody.
    Upload moveToNewKey(Upload upload) {
        BlobStore store = stores.of(upload.at());
        if (store.fencesWriters(new WriteState(upload.received(), upload.place(), new byte[0]))) {
            return upload;
        }
        StorageKey fresh = StorageKey.fresh();
        try (BlobWriter writer = store.write(fresh, WriteState.EMPTY);
                InputStream old = upload.received() == 0
                        ? InputStream.nullInputStream()
                        : store.read(upload.key(), new ByteRange(0, upload.received()))) {
            byte[] buffer = new byte[BUFFER];
            for (int n = old.read(buffer); n >= 0; n = old.read(buffer)) {
                writer.write(buffer, 0, n);
            }
            writer.force();
        } catch (IOException e) {
            throw new StorageException("could not copy the bytes of upload " + upload.id(), e);
        }
        BlobPlace place = new BlobPlace(store.id(), fresh);
        if (!sql.moveTo(upload, place)) {
            throw new OciException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "this upload was cancelled or taken over");
        }
        sql.doom(upload.at(), upload.received(), true);
        return upload.movedTo(place);
    }

    /// The digest of all the session's bytes, where nobody needs to read them again for it.
    Optional<Digest> known(Upload upload, DigestAlgorithm wanted) {
        return upload.algorithm() == wanted ? upload.digestSoFar() : Optional.empty();
    }

    /// The digest of all the session's bytes, which are sealed.
    Digest read(Upload upload, DigestAlgorithm wanted) {
        MessageDigest digest = wanted.newDigest();
        hashes.update(digest, upload.at(), upload.received());
        return Digest.of(wanted, digest.digest());
    }
}
