package io.slipway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises, whatever it stores on.
public abstract class BlobStoreContract {

    private static final int CHUNK = 64 * 1024;

    private BlobStore store;

    protected abstract BlobStore newStore() throws Exception;

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
        assertThat(store.seal(key, WriteState.EMPTY)).isTrue();

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

        assertThatThrownBy(() -> store.write(key, WriteState.at(11))).isInstanceOf(StorageException.class);
        assertThat(store.size(key)).isEqualTo(10);
    }

    @Test
    void refusesToGoOnWithAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> store.write(StorageKey.fresh(), WriteState.at(5)))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void sealsWhatSeveralWritersWrote() throws IOException {
        byte[] bytes = randomBytes(WriteState.MAXIMUM_TAIL * 2 + 4711);
        StorageKey key = StorageKey.fresh();

        WriteState state = WriteState.EMPTY;
        for (int end : new int[] {1000, WriteState.MAXIMUM_TAIL, WriteState.MAXIMUM_TAIL + 1, bytes.length}) {
            state = write(store, key, state, Arrays.copyOfRange(bytes, (int) state.length(), end));
            assertThat(state.length()).isEqualTo(end);
            assertThat(state.tail().length).isLessThanOrEqualTo(WriteState.MAXIMUM_TAIL);
        }

        assertThat(store.seal(key, state)).isTrue();
        assertThat(store.size(key)).isEqualTo(bytes.length);
        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
        assertThat(read(key, WriteState.MAXIMUM_TAIL - 3, WriteState.MAXIMUM_TAIL + 3))
                .isEqualTo(Arrays.copyOfRange(bytes, WriteState.MAXIMUM_TAIL - 3, WriteState.MAXIMUM_TAIL + 3));
    }

    @Test
    void dropsPartsThatNobodyAcknowledged() throws IOException {
        byte[] bytes = randomBytes(WriteState.MAXIMUM_TAIL + 17);
        StorageKey key = StorageKey.fresh();
        WriteState acknowledged = write(store, key, WriteState.EMPTY, bytes);
        write(store, key, acknowledged, randomBytes(WriteState.MAXIMUM_TAIL));

        WriteState state = write(store, key, acknowledged, new byte[] {1, 2, 3});
        store.seal(key, state);

        assertThat(store.size(key)).isEqualTo(bytes.length + 3);
        assertThat(read(key, 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void deletesWhatIsUnfinished() {
        StorageKey key = StorageKey.fresh();
        WriteState state = write(store, key, WriteState.EMPTY, new byte[WriteState.MAXIMUM_TAIL + 1]);

        store.delete(key);

        assertThatThrownBy(() -> store.seal(key, state)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
    }

    @Test
    void deletesManyAtOnce() {
        var keys = Stream.generate(StorageKey::fresh).limit(12).toList();
        keys.subList(0, 10).forEach(key -> write(store, key, 0, new byte[1]));

        assertThat(store.delete(keys)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(store.delete(List.of())).isEmpty();
        keys.forEach(key -> assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class));
    }

    @Test
    void listsWhatItHolds() {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);
        List<StoredObject> found = new ArrayList<>();

        store.list(found::add);

        assertThat(found)
                .filteredOn(object -> object.key().equals(key))
                .singleElement()
                .satisfies(object -> assertThat(object.size()).isEqualTo(10));
    }

    @Test
    void listsOneFolder() {
        StorageKey inside = new StorageKey("docker/registry/v2/blobs/one/data");
        write(store, inside, 0, new byte[10]);
        write(store, new StorageKey("docker/registry/v20/data"), 0, new byte[10]);
        List<StorageKey> found = new ArrayList<>();

        store.list(ForeignFolder.PATH, object -> found.add(object.key()));
        store.list("docker/nothing/", object -> found.add(object.key()));

        assertThat(found).containsExactly(inside);
    }

    @Test
    void remembersItsGeneration() {
        UUID identity = store.check().identity();

        store.mark(store.check().generation() + 7);

        assertThat(store.check())
                .isEqualTo(new StoreMarker(identity, store.check().generation()));
        assertThat(store.check().generation()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void countsItsPosition() {
        StorageKey key = StorageKey.fresh();
        write(store, key, 0, new byte[10]);

        try (BlobWriter writer = store.write(key, WriteState.at(10))) {
            assertThat(writer.position()).isEqualTo(10);
            writer.write(new byte[100], 20, 30);
            assertThat(writer.position()).isEqualTo(40);
        }
    }

    @Test
    void saysThatBytesAreMissing() {
        StorageKey key = StorageKey.fresh();

        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
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

    protected BlobStore store() {
        return store;
    }

    protected byte[] read(StorageKey key, long start, long end) throws IOException {
        try (InputStream stream = store.read(key, new ByteRange(start, end))) {
            return stream.readAllBytes();
        }
    }

    protected static void write(BlobStore store, StorageKey key, long offset, byte[] bytes) {
        write(store, key, WriteState.at(offset), bytes);
    }

    /// What is to be acknowledged then.
    protected static WriteState write(BlobStore store, StorageKey key, WriteState from, byte[] bytes) {
        try (BlobWriter writer = store.write(key, from)) {
            for (int start = 0; start < bytes.length; start += CHUNK) {
                writer.write(bytes, start, Math.min(CHUNK, bytes.length - start));
            }
            return writer.force();
        }
    }

    protected static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
