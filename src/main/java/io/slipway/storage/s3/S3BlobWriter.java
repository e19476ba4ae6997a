package io.slipway.storage.s3;

import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.WriteState;
import io.slipway.storage.s3.S3Place.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends full parts as they come. What is no full part yet stays with whoever keeps the state; up to the size of one
/// part that is the whole object, which lies at its key with the first sync.
final class S3BlobWriter implements BlobWriter {

    private static final byte[] NOTHING = {};

    private final S3Bucket bucket;
    private final StorageKey key;
    private final PartBuffer buffer;
    private final List<Part> parts = new ArrayList<>();
    private Optional<String> upload = Optional.empty();
    private long position;
    private boolean stored;
    private boolean spent;

    private S3BlobWriter(S3Bucket bucket, StorageKey key, PartBuffer buffer) {
        this.bucket = bucket;
        this.key = key;
        this.buffer = buffer;
    }

    static S3BlobWriter open(S3Bucket bucket, StorageKey key, PartBuffers buffers, WriteState from) {
        S3BlobWriter writer = new S3BlobWriter(bucket, key, buffers.take());
        try {
            writer.goOn(from);
            return writer;
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private void goOn(WriteState from) {
        if (from.place().isPresent()) {
            S3Place place = S3Place.parse(key, from.place().get());
            upload = Optional.of(place.upload());
            parts.addAll(place.parts());
            buffer.append(from.tail(), 0, from.tail().length);
        } else if (from.length() > PartBuffer.SIZE) {
            throw new StorageException("Cannot go on at byte " + from.length() + " of " + key + ": it has no parts");
        } else if (from.length() > 0) {
            readBack(from.length());
        }
        position = from.length();
        if ((long) parts.size() * PartBuffer.SIZE + buffer.length() != position) {
            throw new StorageException("Cannot go on at byte " + position + " of " + key + ": bytes are missing");
        }
    }

    private void readBack(long length) {
        try (InputStream bytes = new S3RangeStream(bucket, key, new ByteRange(0, length))) {
            byte[] whole = bytes.readAllBytes();
            buffer.append(whole, 0, whole.length);
            stored = true;
        } catch (IOException e) {
            throw new StorageException("Cannot go on at byte " + length + " of " + key, e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        requireUsable();
        try {
            int done = 0;
            while (done < length) {
                if (buffer.isFull()) {
                    sendPart();
                }
                int count = Math.min(length - done, PartBuffer.SIZE - buffer.length());
                buffer.append(bytes, offset + done, count);
                done += count;
            }
        } catch (RuntimeException e) {
            spent = true;
            throw e;
        }
        position += length;
        stored = stored && length == 0;
    }

    private void sendPart() {
        String id = upload.orElseGet(() -> S3Failures.writing(key, () -> bucket.begin(key)));
        upload = Optional.of(id);
        parts.add(S3Failures.writing(key, () -> bucket.part(key, id, parts.size() + 1, buffer.body())));
        buffer.clear();
    }

    @Override
    public WriteState force() {
        requireUsable();
        if (upload.isPresent()) {
            return new WriteState(position, Optional.of(new S3Place(upload.get(), parts).text()), buffer.copy());
        }
        if (!stored && position > 0) {
            putWhole();
        }
        return new WriteState(position, Optional.empty(), NOTHING);
    }

    private void putWhole() {
        try {
            S3Failures.writing(key, () -> {
                bucket.put(key.value(), buffer.body());
                return key;
            });
            stored = true;
        } catch (StorageException e) {
            // it may be there or not, and may still come
            spent = true;
            throw e;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        buffer.close();
    }

    private void requireUsable() {
        if (spent) {
            throw new StorageException("Writing to " + key + " failed before: begin again at a new key");
        }
    }
}
