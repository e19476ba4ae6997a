package io.slipway.content;

import io.slipway.content.UploadBody.ContentRange;
import io.slipway.content.UploadSql.Upload;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.storage.UnfinishedGoneException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds a session and takes it for writing: one request at a time, in offset order.
@Component
class UploadClaims {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final UploadSql sql;
    private final UploadWriter writer;

    UploadClaims(UploadSql sql, UploadWriter writer) {
        this.sql = sql;
        this.writer = writer;
    }

    static OciException unknown() {
        return new OciException(ErrorCode.BLOB_UPLOAD_UNKNOWN, "this upload does not exist (any more); start it again");
    }

    /// For a store that ended what was being written: the client starts again.
    static OciException gone(UnfinishedGoneException cause) {
        OciException unknown = unknown();
        unknown.addSuppressed(cause);
        return unknown;
    }

    Upload get(Repository repository, Actor actor, UUID id) {
        return sql.find(repository, actor.principalId(), id).orElseThrow(UploadClaims::unknown);
    }

    /// @throws UploadOffsetException when the range does not start where the session, at rest, stands
    Optional<Upload> find(Repository repository, Actor actor, UUID id, Optional<ContentRange> range) {
        Optional<Upload> found = sql.find(repository, actor.principalId(), id);
        found.filter(Upload::open).ifPresent(upload -> checkOffset(upload, range));
        return found;
    }

    /// Takes the session, waiting a little for a request that still writes to it (a client that reconnects is often
    /// faster than the news of its broken connection). Empty when the session does not exist any more.
    Optional<Upload> claim(Repository repository, Actor actor, UUID id, Optional<ContentRange> range) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Upload> found = find(repository, actor, id, range);
            Optional<Upload> claimed = found.flatMap(upload -> sql.claim(id, upload.epoch()));
            if (found.isEmpty() || claimed.isPresent()) {
                return claimed.map(upload -> prepare(upload, range));
            }
            if (System.nanoTime() > deadline) {
                throw new OciException(
                        ErrorCode.BLOB_UPLOAD_INVALID, "another request is writing to this upload; try again shortly");
            }
            pause();
        }
    }

    /// Between the look at the session and its claim, the one who was writing may have finished: checked again.
    private Upload prepare(Upload claimed, Optional<ContentRange> range) {
        try {
            checkOffset(claimed, range);
            return claimed.open() ? claimed : writer.moveToNewKey(claimed);
        } catch (RuntimeException e) {
            sql.reopen(claimed);
            throw e;
        }
    }

    private static void checkOffset(Upload upload, Optional<ContentRange> range) {
        if (range.isPresent() && range.get().start() != upload.received()) {
            throw new UploadOffsetException(
                    upload.session(),
                    "the chunk starts at " + range.get().start() + ", the upload stands at " + upload.received());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an upload", e);
        }
    }
}
