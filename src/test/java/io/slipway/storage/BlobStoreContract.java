package io.slipway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises, whatever it stores on.
abstract class BlobStoreContract {

    private static final int CHUNK = 64 * 1024;

    private BlobStore store;

    abstract BlobStore newStore() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = newStore();
    }

    @Test
    void givesBackExactlyTheBytesWritten() throws IOException {
        byte[] bytes = randomBytes(3 * CHUNK + 17);
        StorageKey key = StorageKey.fresh();

        write(store, key, 0, bytes);

        assertThat(store.size(key)).isEqualTo(bytes.length);
        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void givesBackOneRange() throws IOException {
        byte[] bytes = randomBytes(CHUNK);
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, bytes);

        assertThat(read(key, 1000, 1001)).isEqualTo(Arrays.copyOfRange(bytes, 1000, 1001));
        assertThat(read(key, CHUNK - 5, CHUNK)).isEqualTo(Arrays.copyOfRange(bytes, CHUNK - 5, CHUNK));
        assertThat(read(key, 7, 7)).isEmpty();
    }

    @Test
    void readsByteByByteAndSkips() throws IOException {
        byte[] bytes = randomBytes(300);
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, bytes);

        try (InputStream stream = store.read(key, new ByteRange(100, 200))) {
            stream.skipNBytes(50);
            assertThat(stream.read()).isEqualTo(Byte.toUnsignedInt(bytes[150]));
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 151, 200));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsAnEmptyBlob() throws IOException {
        StorageKey key = StorageKey.fresh();

        write(store, key, 0, new byte[0]);

        assertThat(store.size(key)).isZero();
        assertThat(read(key, 0, 0)).isEmpty();
    }

    @Test
    void goesOnWhereTheLastWriterStopped() throws IOException {
        byte[] bytes = randomBytes(2 * CHUNK);
        StorageKey key = StorageKey.fresh();

        write(store, key, 0, Arrays.copyOfRange(bytes, 0, 1000));
        write(store, key, 1000, Arrays.copyOfRange(bytes, 1000, bytes.length));

        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void cutsOffBytesThatNobodyAcknowledged() throws IOException {
        byte[] acknowledged = randomBytes(1000);
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, acknowledged);
        write(store, key, 1000, randomBytes(CHUNK));

        write(store, key, 1000, new byte[] {1, 2, 3});

        assertThat(store.size(key)).isEqualTo(1003);
        assertThat(read(key, 0, 1000)).isEqualTo(acknowledged);
        assertThat(read(key, 1000, 1003)).containsExactly(1, 2, 3);
    }

    @Test
    void beginsAnewAtOffsetZero() throws IOException {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, randomBytes(CHUNK));

        write(store, key, 0, new byte[] {9});

        assertThat(store.size(key)).isEqualTo(1);
        assertThat(read(key, 0, 1)).containsExactly(9);
    }

    @Test
    void refusesToGoOnBeyondTheEnd() {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);

        assertThatThrownBy(() -> store.write(key, 11)).isInstanceOf(StorageException.class);
        assertThat(store.size(key)).isEqualTo(10);
    }

    @Test
    void refusesToGoOnWithAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> store.write(StorageKey.fresh(), 5)).isInstanceOf(StorageException.class);
    }

    @Test
    void countsItsPosition() {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);

        try (BlobWriter writer = store.write(key, 10)) {
            assertThat(writer.position()).isEqualTo(10);
            writer.write(new byte[100], 20, 30);
            assertThat(writer.position()).isEqualTo(40);
        }
    }

    @Test
    void saysThatBytesAreMissing() {
        StorageKey key = StorageKey.fresh();

        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
        assertThatThrownBy(() -> store.file(key)).isInstanceOf(MissingBytesException.class);
        assertThatThrownBy(() -> store.read(key, new ByteRange(0, 1))).isInstanceOf(MissingBytesException.class);
    }

    @Test
    void failsARangeBeyondTheEndInsteadOfEndingEarly() throws IOException {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);

        try (InputStream stream = store.read(key, new ByteRange(5, 11))) {
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void deletesOnceAndAgain() {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);

        store.delete(key);
        store.delete(key);

        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
    }

    @Test
    void passesItsCheck() {
        store.check();

        assertThat(store.acceptsUploads()).isTrue();
    }

    BlobStore store() {
        return store;
    }

    byte[] read(StorageKey key, long start, long end) throws IOException {
        try (InputStream stream = store.read(key, new ByteRange(start, end))) {
            return stream.readAllBytes();
        }
    }

    static void write(BlobStore store, StorageKey key, long offset, byte[] bytes) {
        try (BlobWriter writer = store.write(key, offset)) {
            for (int start = 0; start < bytes.length; start += CHUNK) {
                writer.write(bytes, start, Math.min(CHUNK, bytes.length - start));
            }
            writer.force();
        }
    }

    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
