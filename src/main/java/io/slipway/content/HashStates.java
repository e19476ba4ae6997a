package io.slipway.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.content.UploadSql.Upload;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.ByteRange;
import io.slipway.storage.StorageException;
import io.slipway.storage.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Running hashes of upload sessions, so that the next chunk does not read the earlier ones again.
///
/// A remembered state counts only for its session, epoch and offset; without one all bytes are read once, at the end.
@Component
class HashStates {

    private static final int BUFFER = 256 * 1024;

    private record State(int epoch, long received, MessageDigest digest) {}

    private final Cache<UUID, State> states = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();
    private final Stores stores;

    HashStates(Stores stores) {
        this.stores = stores;
    }

    /// The hash of the session's bytes so far, to be gone on with; the remembered state is used up. Empty where another
    /// replica has it, or a restart lost it.
    ///
    /// @param epoch the epoch in which the bytes were acknowledged
    Optional<MessageDigest> take(Upload upload, int epoch) {
        State known = states.asMap().remove(upload.id());
        if (upload.received() == 0) {
            return Optional.of(upload.algorithm().newDigest());
        }
        return Optional.ofNullable(known)
                .filter(state -> state.epoch() == epoch && state.received() == upload.received())
                .map(State::digest);
    }

    void keep(Upload upload, long received, Optional<MessageDigest> digest) {
        digest.ifPresent(it -> states.put(upload.id(), new State(upload.epoch(), received, it)));
    }

    void update(MessageDigest digest, BlobPlace place, long length) {
        if (length == 0) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = stores.read(place, new ByteRange(0, length))) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new StorageException("could not read back " + place, e);
        }
    }
}
