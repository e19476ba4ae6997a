package io.slipway.storage.s3;

import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.StoreMarker;
import io.slipway.storage.StoredObject;
import io.slipway.storage.UnfinishedGoneException;
import io.slipway.storage.WriteState;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/// Blobs as objects of a bucket, each written in its final place: nothing is copied, renamed or listed on the way.
final class S3BlobStore implements BlobStore {

    private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);

    private static final short ID = 2;
    private static final int BATCH = 1_000;

    private final S3Bucket bucket;
    private final S3Marker marker;
    private final PartBuffers buffers;
    private final S3Links links;

    private S3BlobStore(S3Bucket bucket, PartBuffers buffers, S3Links links) {
        this.bucket = bucket;
        this.marker = new S3Marker(bucket);
        this.buffers = buffers;
        this.links = links;
    }

    static S3BlobStore open(S3Bucket bucket, PartBuffers buffers, S3Links links) {
        S3BlobStore store = new S3BlobStore(bucket, buffers, links);
        store.marker.prepare();
        return store;
    }

    @Override
    public short id() {
        return ID;
    }

    @Override
    public BlobWriter write(StorageKey key, WriteState acknowledged) {
        return S3BlobWriter.open(bucket, key, buffers, acknowledged);
    }

    /// A late writer can only change parts, and completing names each by what it holds. An object that was put whole
    /// it could put again.
    @Override
    public boolean fencesWriters(WriteState acknowledged) {
        return acknowledged.place().isPresent();
    }

    @Override
    public boolean seal(StorageKey key, WriteState acknowledged) {
        if (acknowledged.place().isPresent()) {
            return complete(key, acknowledged);
        }
        if (acknowledged.length() == 0) {
            S3Failures.writing(key, done(() -> bucket.put(key.value(), RequestBody.empty())));
        }
        return true;
    }

    private boolean complete(StorageKey key, WriteState acknowledged) {
        S3Place place = S3Place.parse(key, acknowledged.place().orElseThrow());
        try {
            S3Place whole = withTail(key, place, acknowledged.tail());
            S3Failures.writing(key, done(() -> bucket.complete(key, whole)));
        } catch (StorageException unsure) {
            // an earlier answer may have been lost on its way
            return isThere(key, acknowledged, unsure);
        }
        // a proxy may answer well and do nothing
        if (size(key) != acknowledged.length()) {
            throw new StorageException("The store holds another number of bytes at " + key + " than were sent");
        }
        return true;
    }

    private boolean isThere(StorageKey key, WriteState acknowledged, StorageException unsure) {
        try {
            if (size(key) == acknowledged.length()) {
                return false;
            }
        } catch (MissingBytesException e) {
            unsure.addSuppressed(e);
            throw unsure;
        }
        throw new UnfinishedGoneException(key, "something else is there");
    }

    private S3Place withTail(StorageKey key, S3Place place, byte[] tail) {
        if (tail.length == 0) {
            return place;
        }
        List<S3Place.Part> parts = new ArrayList<>(place.parts());
        parts.add(S3Failures.writing(
                key, () -> bucket.part(key, place.upload(), parts.size() + 1, RequestBody.fromBytes(tail))));
        return new S3Place(place.upload(), parts);
    }

    @Override
    public InputStream read(StorageKey key, ByteRange range) {
        return range.start() == range.end() ? InputStream.nullInputStream() : new S3RangeStream(bucket, key, range);
    }

    @Override
    public Optional<Path> file(StorageKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<URI> link(StorageKey key, String client) {
        return links.to(key, client);
    }

    @Override
    public Duration linkLifetime() {
        return links.lifetime();
    }

    @Override
    public long size(StorageKey key) {
        return S3Failures.reading(key, () -> bucket.size(key));
    }

    @Override
    public void delete(StorageKey key) {
        S3Failures.during("delete " + key, done(() -> {
            bucket.abort(key);
            bucket.delete(key);
        }));
    }

    @Override
    public List<StorageKey> delete(List<StorageKey> keys) {
        List<StorageKey> gone = new ArrayList<>();
        for (int start = 0; start < keys.size(); start += BATCH) {
            gone.addAll(deleteBatch(keys.subList(start, Math.min(start + BATCH, keys.size()))));
        }
        return gone;
    }

    private List<StorageKey> deleteBatch(List<StorageKey> keys) {
        Set<String> failed = new HashSet<>();
        try {
            bucket.delete(keys, failed::add);
        } catch (SdkException e) {
            LOG.debug("{} does not delete several objects at once", bucket, e);
            return keys.stream().filter(this::isDeleted).toList();
        }
        if (!failed.isEmpty()) {
            LOG.warn("{} objects wait for another try to delete them from {}", failed.size(), bucket);
        }
        return keys.stream().filter(key -> !failed.contains(key.value())).toList();
    }

    private boolean isDeleted(StorageKey key) {
        try {
            S3Failures.during("delete " + key, done(() -> bucket.delete(key)));
            return true;
        } catch (StorageException e) {
            LOG.warn("an object waits for another try to delete it: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void list(String folder, Consumer<StoredObject> each) {
        S3Failures.during(
                "list " + bucket,
                done(() -> bucket.list(
                        folder,
                        (key, object) -> S3Marker.unlessOwn(key)
                                .ifPresent(known ->
                                        each.accept(new StoredObject(known, object.size(), object.lastModified()))))));
    }

    @Override
    public void listUnfinished(BiConsumer<StorageKey, Instant> each) {
        S3Failures.during(
                "list what is unfinished in the " + bucket,
                done(() -> bucket.listUnfinished(
                        (key, begun) -> S3Marker.unlessOwn(key).ifPresent(known -> each.accept(known, begun)))));
    }

    @Override
    public void endUnfinished(StorageKey key) {
        S3Failures.during("end what is unfinished at " + key, done(() -> bucket.abort(key)));
    }

    @Override
    public String toString() {
        return bucket.toString();
    }

    @Override
    public StoreMarker check() {
        return marker.read();
    }

    @Override
    public StoreMarker marker() {
        return marker.recent();
    }

    @Override
    public void mark(long generation) {
        marker.write(generation);
    }

    /// A bucket has no end.
    @Override
    public boolean acceptsUploads() {
        return true;
    }

    private static Supplier<Boolean> done(Runnable call) {
        return () -> {
            call.run();
            return true;
        };
    }
}
