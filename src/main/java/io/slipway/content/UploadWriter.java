package io.slipway.content;

import io.slipway.content.UploadRoom.Room;
import io.slipway.content.UploadSql.Upload;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
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
    private final BlobStore store;
    private final HashStates hashes;
    private final UploadRoom rooms;

    UploadWriter(UploadSql sql, BlobStore store, HashStates hashes, UploadRoom rooms) {
        this.sql = sql;
        this.store = store;
        this.hashes = hashes;
        this.rooms = rooms;
    }

    /// What is safe after a request's bytes were written.
    ///
    /// @param broken the connection ended before the body did
    record Written(long received, MessageDigest digest, Optional<IOException> broken) {

        Digest digestSoFar(Upload upload) {
            return Digest.of(upload.algorithm(), copy(digest).digest());
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

    /// Appends the body to a claimed session. The bytes are synced when this returns; nothing is acknowledged yet.
    Written write(Upload upload, MessageDigest digest, InputStream body, Room room) {
        try (BlobWriter writer = store.write(upload.key(), upload.received())) {
            Optional<IOException> broken = copy(upload, digest, new Checked(body, room), writer);
            force(upload, writer);
            return new Written(writer.position(), digest, broken);
        }
    }

    /// After a failed sync nobody knows what the disk holds: the session ends, the client starts a new one.
    private void force(Upload upload, BlobWriter writer) {
        try {
            writer.force();
        } catch (StorageException e) {
            sql.cancel(upload.id());
            throw e;
        }
    }

    private Optional<IOException> copy(Upload upload, MessageDigest digest, Checked body, BlobWriter writer) {
        byte[] buffer = new byte[BUFFER];
        long renewed = System.nanoTime();
        try {
            InputStream bytes = body.bytes();
            for (int n = bytes.readNBytes(buffer, 0, BUFFER); n > 0; n = bytes.readNBytes(buffer, 0, BUFFER)) {
                body.room().require(writer.position() + n);
                digest.update(buffer, 0, n);
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

    /// Copies the acknowledged bytes of a session whose last writer vanished to a new key: a late writer of another
    /// replica still knows the old one and can harm nobody.
    Upload moveToNewKey(Upload upload) {
        StorageKey fresh = StorageKey.fresh();
        try (BlobWriter writer = store.write(fresh, 0);
                InputStream old = upload.received() == 0
                        ? InputStream.nullInputStream()
                        : store.read(upload.key(), new io.slipway.storage.ByteRange(0, upload.received()))) {
            byte[] buffer = new byte[BUFFER];
            for (int n = old.read(buffer); n >= 0; n = old.read(buffer)) {
                writer.write(buffer, 0, n);
            }
            writer.force();
        } catch (IOException e) {
            throw new StorageException("could not copy the bytes of upload " + upload.id(), e);
        }
        if (!sql.moveTo(upload, fresh)) {
            throw new OciException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "this upload was cancelled or taken over");
        }
        sql.doom(store.id(), upload.key(), upload.received());
        return new Upload(
                upload.id(),
                fresh,
                true,
                upload.epoch(),
                upload.received(),
                upload.algorithm(),
                upload.digestSoFar(),
                upload.held());
    }

    /// The digest of all the session's bytes, by the wanted algorithm.
    Digest digest(Upload upload, Digest wanted) {
        boolean known =
                upload.algorithm() == wanted.algorithm() && upload.digestSoFar().isPresent();
        if (known) {
            return upload.digestSoFar().get();
        }
        MessageDigest digest = wanted.algorithm().newDigest();
        hashes.update(digest, upload.key(), upload.received());
        return Digest.of(wanted.algorithm(), digest.digest());
    }
}
