package io.slipway.content;

import io.slipway.content.UploadSql.Upload;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/// Reserves what an upload may hold: before its first byte where its length is known, else in steps while it comes.
@Component
class UploadRoom {

    private static final long FIRST_STEP = 1024 * 1024;
    private static final long LARGEST_STEP = 64 * FIRST_STEP;

    private final QuotaSql sql;
    private final Transactions transactions;

    UploadRoom(QuotaSql sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /// Room for one request's bytes.
    final class Room {

        private final Upload upload;
        private long reserved;

        private Room(Upload upload, long reserved) {
            this.upload = upload;
            this.reserved = reserved;
        }

        /// @param total how many bytes the upload has then
        /// @throws QuotaException where there is no room for them
        void require(long total) {
            if (upload.held().quotas().isEmpty() || total <= reserved) {
                return;
            }
            long step = Math.clamp(total / 4, FIRST_STEP, LARGEST_STEP);
            if (reserve(total + step).isEmpty()) {
                reserved = total + step;
                return;
            }
            // there may be room for just these
            reserve(total).ifPresent(quota -> {
                throw sql.refusal(quota, total - reserved);
            });
            reserved = total;
        }

        /// What was reserved for bytes that did not come.
        void keep(long received) {
            if (reserved > received) {
                reserve(received);
                reserved = received;
            }
        }

        private Optional<Long> reserve(long total) {
            Optional<Long> refused = transactions.run(() -> sql.reserve(upload.id(), upload.epoch(), total));
            if (refused.filter(quota -> quota == QuotaSql.LOST).isPresent()) {
                throw UploadClaims.unknown();
            }
            return refused;
        }
    }

    /// @param coming how many bytes, where that is known
    /// @throws QuotaException where there is no room for them
    Room open(Upload upload, OptionalLong coming) {
        Room room = new Room(upload, upload.held().bytes());
        if (!upload.held().quotas().isEmpty() && coming.isPresent()) {
            long total = Math.addExact(upload.received(), coming.getAsLong());
            if (total > room.reserved) {
                room.reserve(total).ifPresent(quota -> {
                    throw sql.refusal(quota, total - room.reserved);
                });
                room.reserved = total;
            }
        }
        return room;
    }
}
