package io.slipway.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.UnfinishedGoneException;
import io.slipway.storage.WriteState;
import io.slipway.testing.FaultyProxy;
import io.slipway.testing.FaultyProxy.Fault;
import io.slipway.testing.FaultyProxy.Request;
import io.slipway.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that lies, stalls and fails.
class S3FaultTest {

    private static final int PART = WriteState.MAXIMUM_TAIL;
    private static final Fault SLOW_DOWN = new Fault.Answer("503 Slow Down", error("SlowDown"));
    private static final Fault NO_UPLOAD = new Fault.Answer("404 Not Found", error("NoSuchUpload"));
    private static final Fault INTERNAL = new Fault.Answer("500 Internal Server Error", error("InternalError"));

    @TempDir
    Path folder;

    private final FaultyProxy proxy = new FaultyProxy(S3Server.running().port());
    private BlobStore store;

    @BeforeEach
    void open() {
        store = S3Stores.open(
                proxy.endpoint(), S3Stores.freshBucket(), folder, Map.of("slipway.storage.s3.timeout", "2s"));
        proxy.forget();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    @Tag("K27")
    void triesAgainWhatFailsNowAndThen() throws IOException {
        Random random = new Random(27);
        proxy.when(_ ->
                random.nextInt(10) < 3 ? Optional.of(random.nextBoolean() ? SLOW_DOWN : INTERNAL) : Optional.empty());
        for (int round = 0; round < 5; round++) {
            byte[] bytes = bytes(2 * PART + round);
            StorageKey key = StorageKey.fresh();

            assertThat(store.seal(key, write(key, WriteState.EMPTY, bytes))).isTrue();

            assertThat(read(key, bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    @Tag("K27")
    void saysThatAStoreThatAlwaysFailsCannotBeUsed() {
        proxy.when(_ -> Optional.of(SLOW_DOWN));

        assertThatThrownBy(() -> write(StorageKey.fresh(), WriteState.EMPTY, new byte[10]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("503");
        assertThat(proxy.requests()).as("attempts").hasSize(4);
        assertThatThrownBy(store::check).isInstanceOf(StorageException.class);
    }

    @Test
    @Tag("K28")
    void waitsNoLongerThanItsTimeForAStoreThatStalls() {
        StorageKey key = StorageKey.fresh();
        write(key, WriteState.EMPTY, new byte[10]);
        proxy.when(_ -> Optional.of(new Fault.Stall()));
        long start = System.nanoTime();

        assertThatThrownBy(() -> store.size(key)).isInstanceOf(StorageException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    @Tag("K29")
    void goesOnReadingWhereAConnectionBroke() throws IOException {
        byte[] bytes = bytes(300_000);
        StorageKey key = StorageKey.fresh();
        write(key, WriteState.EMPTY, bytes);
        once(request -> request.is("GET", key.value()), new Fault.Cut(100_000));

        assertThat(read(key, bytes.length)).isEqualTo(bytes);
    }

    @Test
    @Tag("K29")
    void failsRatherThanEndEarlyWhenConnectionsBreakAgainAndAgain() throws IOException {
        byte[] bytes = bytes(300_000);
        StorageKey key = StorageKey.fresh();
        write(key, WriteState.EMPTY, bytes);
        proxy.when(request -> request.is("GET", key.value()) ? Optional.of(new Fault.Cut(2_000)) : Optional.empty());

        try (InputStream stream = store.read(key, new ByteRange(0, bytes.length))) {
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    @Tag("K30")
    void believesNoCompletionThatIsAnErrorInside() {
        StorageKey key = StorageKey.fresh();
        WriteState state = write(key, WriteState.EMPTY, bytes(PART + 1));
        proxy.when(request -> request.is("POST", "uploadId=")
                ? Optional.of(new Fault.Answer("200 OK", error("InternalError")))
                : Optional.empty());

        assertThatThrownBy(() -> store.seal(key, state)).isInstanceOf(StorageException.class);

        proxy.behave();
        assertThat(store.seal(key, state)).as("the same, later").isTrue();
    }

    @Test
    @Tag("K30")
    void believesNoCompletionThatDidNotHappen() {
        StorageKey key = StorageKey.fresh();
        WriteState state = write(key, WriteState.EMPTY, bytes(PART + 1));
        String fine = "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>";
        proxy.when(request ->
                request.is("POST", "uploadId=") ? Optional.of(new Fault.Answer("200 OK", fine)) : Optional.empty());

        assertThatThrownBy(() -> store.seal(key, state)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
    }

    @Test
    @Tag("K30")
    void trustsNothingUnreadWhenTheAnswerToACompletionWasLost() throws IOException {
        byte[] bytes = bytes(PART + 1);
        StorageKey key = StorageKey.fresh();
        WriteState state = write(key, WriteState.EMPTY, bytes);
        AtomicInteger count = new AtomicInteger();
        proxy.when(request -> !request.is("POST", "uploadId=")
                ? Optional.empty()
                : Optional.of(count.getAndIncrement() == 0 ? new Fault.LostAnswer() : NO_UPLOAD));

        assertThat(store.seal(key, state)).isFalse();

        assertThat(read(key, bytes.length)).isEqualTo(bytes);
    }

    @Test
    @Tag("K31")
    void saysThatAnUploadIsGoneWhichTheStoreEnded() {
        StorageKey key = StorageKey.fresh();
        WriteState state = write(key, WriteState.EMPTY, bytes(PART + 1));
        proxy.when(request -> request.is("PUT", "partNumber=") ? Optional.of(NO_UPLOAD) : Optional.empty());

        assertThatThrownBy(() -> write(key, state, bytes(2 * PART))).isInstanceOf(UnfinishedGoneException.class);
    }

    @Test
    @Tag("K31")
    void saysThatAnUploadIsGoneOfWhichAPartIsLost() {
        StorageKey key = StorageKey.fresh();
        WriteState state = write(key, WriteState.EMPTY, bytes(2 * PART + 1));
        String lost = state.place().orElseThrow().replaceFirst("\"etag\":\"[^,]*\"", "\"etag\":\"\\\\\"0\\\\\"\"");

        assertThatThrownBy(() -> store.seal(key, new WriteState(state.length(), Optional.of(lost), state.tail())))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
    }

    @Test
    @Tag("K34")
    void repeatsALookForBytesThatFailsAndBelievesOneThatSaysNo() {
        StorageKey key = StorageKey.fresh();
        write(key, WriteState.EMPTY, new byte[10]);
        once(request -> request.is("HEAD", key.value()), new Fault.Reset());
        assertThat(store.size(key)).isEqualTo(10);

        once(request -> request.is("HEAD", key.value()), new Fault.Answer("404 Not Found", ""));
        assertThatThrownBy(() -> store.size(key)).isInstanceOf(MissingBytesException.class);
    }

    @Test
    void makesNoCallTooMany() {
        StorageKey small = StorageKey.fresh();
        store.seal(small, write(small, WriteState.EMPTY, bytes(PART)));
        assertThat(proxy.requests()).as("up to a part: one call").hasSize(1);

        proxy.forget();
        StorageKey large = StorageKey.fresh();
        store.seal(large, write(large, WriteState.EMPTY, bytes(4 * PART + 1)));
        assertThat(proxy.requests())
                .as("begin, five parts, complete, and a look whether it is true")
                .hasSize(8);
        assertThat(proxy.requests().stream().mapToLong(Request::sent).sum())
                .as("every byte once")
                .isLessThan(4L * PART + 10_000);
    }

    private void once(Predicate<Request> which, Fault fault) {
        AtomicInteger count = new AtomicInteger();
        proxy.when(
                request -> which.test(request) && count.getAndIncrement() == 0 ? Optional.of(fault) : Optional.empty());
    }

    private WriteState write(StorageKey key, WriteState from, byte[] bytes) {
        try (BlobWriter writer = store.write(key, from)) {
            writer.write(bytes, 0, bytes.length);
            return writer.force();
        }
    }

    private byte[] read(StorageKey key, long length) throws IOException {
        try (InputStream stream = store.read(key, new ByteRange(0, length))) {
            return stream.readAllBytes();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>by a test</Message></Error>";
    }
}
