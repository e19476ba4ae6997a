package io.slipway.storage.s3;

import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// A range of an object. A connection that breaks is replaced where it broke, a few times; then the stream fails, and
/// never ends early.
final class S3RangeStream extends InputStream {

    private static final int ATTEMPTS = 3;

    private final S3Bucket bucket;
    private final StorageKey key;
    private final long end;
    private long position;
    private int failures;
    private ResponseInputStream<GetObjectResponse> bytes;

    /// Asks for it at once.
    S3RangeStream(S3Bucket bucket, StorageKey key, ByteRange range) {
        this.bucket = bucket;
        this.key = key;
        this.position = range.start();
        this.end = range.end();
        this.bytes = open();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            try {
                int n = bytes.read(buffer, offset, (int) Math.min(length, end - position));
                if (n > 0) {
                    position += n;
                    return n;
                }
                goOn(new IOException("it ended early"));
            } catch (IOException | RuntimeException broken) {
                goOn(broken);
            }
        }
        return -1;
    }

    private void goOn(Exception broken) throws IOException {
        bytes.abort();
        failures++;
        if (failures >= ATTEMPTS) {
            throw new IOException("reading " + key + " failed at byte " + position + " of " + end, broken);
        }
        try {
            bytes = open();
        } catch (MissingBytesException e) {
            throw new IOException(key + " went away at byte " + position, e);
        } catch (StorageException e) {
            throw new IOException("reading " + key + " failed at byte " + position + " of " + end, e);
        }
    }

    private ResponseInputStream<GetObjectResponse> open() {
        return S3Failures.reading(key, () -> bucket.get(key, position, end));
    }

    /// A connection with bytes still to come is closed, not read to its end.
    @Override
    public void close() throws IOException {
        if (position < end) {
            bytes.abort();
        } else {
            bytes.close();
        }
    }
}
