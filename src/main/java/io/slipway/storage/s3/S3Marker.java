package io.slipway.storage.s3;

import io.slipway.storage.ForeignFolder;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.StoreMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The object that tells which store a bucket is.
final class S3Marker {

    private static final String NAME = ".slipway-store";
    private static final String TEXT = "slipway-store ";

    /// How long a look is good for.
    private static final long RECENT = Duration.ofSeconds(10).toNanos();

    private record Look(StoreMarker marker, long at) {}

    private final S3Bucket bucket;
    private volatile Optional<Look> last = Optional.empty();

    S3Marker(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /// Empty for what Slipway did not write as a blob.
    static Optional<StorageKey> unlessOwn(String key) {
        try {
            return Optional.of(new StorageKey(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Makes it in a bucket that is empty or holds another registry's folder alone, and nowhere else.
    void prepare() {
        S3Failures.during("use " + bucket, () -> {
            if (find().isPresent()) {
                return true;
            }
            if (!bucket.hasAtMost(ForeignFolder.PATH) && find().isEmpty()) {
                throw new StorageException("The " + bucket + " holds objects, but lacks " + NAME
                        + ": name the right bucket or prefix, or restore that object, then start again");
            }
            // another replica may be faster
            return bucket.putNew(NAME, body(new StoreMarker(UUID.randomUUID(), 0)));
        });
    }

    StoreMarker read() {
        StoreMarker found = S3Failures.during("use " + bucket, this::find)
                .orElseThrow(() -> new StorageException("The " + bucket + " lacks its object " + NAME));
        last = Optional.of(new Look(found, System.nanoTime()));
        return found;
    }

    StoreMarker recent() {
        return last.filter(look -> System.nanoTime() - look.at() < RECENT)
                .map(Look::marker)
                .orElseGet(this::read);
    }

    void write(long generation) {
        StoreMarker now = new StoreMarker(read().identity(), generation);
        S3Failures.during("write the marker of the " + bucket, () -> {
            bucket.put(NAME, body(now));
            return true;
        });
        last = Optional.of(new Look(now, System.nanoTime()));
    }

    private Optional<StoreMarker> find() throws SdkException {
        try {
            return Optional.of(parse(new String(bucket.getAll(NAME), StandardCharsets.UTF_8)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private StoreMarker parse(String text) {
        try {
            String[] words = text.strip().substring(TEXT.length()).split(" ");
            return new StoreMarker(UUID.fromString(words[0]), Long.parseLong(words[1]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new StorageException("The object " + NAME + " of the " + bucket + " is damaged", damaged);
        }
    }

    private static RequestBody body(StoreMarker marker) {
        return RequestBody.fromString(TEXT + marker.identity() + " " + marker.generation() + "\n");
    }
}
