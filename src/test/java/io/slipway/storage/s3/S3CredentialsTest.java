package io.slipway.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.WriteState;
import io.slipway.testing.FaultyProxy;
import io.slipway.testing.FaultyProxy.Fault;
import io.slipway.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials that a machine gives, as in a container of AWS, and that end while somebody pushes.
@Tag("K32")
class S3CredentialsTest {

    private static final int PART = WriteState.MAXIMUM_TAIL;
    private static final String SOURCE = "aws.containerCredentialsFullUri";
    private static final String FILE = "aws.sharedCredentialsFile";

    @TempDir
    Path folder;

    private final FaultyProxy proxy = new FaultyProxy(S3Server.running().port());
    private final AtomicInteger token = new AtomicInteger(1);
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger valid = new AtomicInteger(1);
    private volatile Duration life = Duration.ofHours(6);
    private HttpServer source;

    @BeforeEach
    void start() throws IOException {
        source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/", this::give);
        source.start();
        System.setProperty(SOURCE, "http://127.0.0.1:" + source.getAddress().getPort() + "/credentials");
        System.setProperty(FILE, folder.resolve("absent").toString());
        proxy.when(request -> request.says("x-amz-security-token", "token-" + valid.get())
                ? Optional.empty()
                : Optional.of(new Fault.Answer(
                        "400 Bad Request",
                        request.line().startsWith("HEAD")
                                ? ""
                                : "<?xml version=\"1.0\"?><Error><Code>ExpiredToken</Code>"
                                        + "<Message>by a test</Message></Error>")));
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty(SOURCE);
        System.clearProperty(FILE);
        source.stop(0);
        proxy.close();
    }

    /// They say when they end, and are asked for anew before.
    @Test
    void takesFreshOnesBeforeTheOldOnesEnd() throws IOException {
        life = Duration.ofMinutes(10);
        assertPushSurvives(() -> {
            token.incrementAndGet();
            valid.incrementAndGet();
        });
    }

    /// The store ends them before their time.
    @Test
    void takesFreshOnesWhenTheStoreRefusesTheOldOnes() throws IOException {
        assertPushSurvives(() -> {
            token.incrementAndGet();
            valid.incrementAndGet();
        });
        assertThat(given).hasValueLessThan(10);
    }

    @Test
    void givesUpWhenThereAreNoBetterOnes() {
        BlobStore store = open();
        valid.incrementAndGet();

        assertThatThrownBy(() -> write(store, StorageKey.fresh(), WriteState.EMPTY, new byte[10]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("ExpiredToken");
        assertThat(given).hasValueLessThan(10);
    }

    private void assertPushSurvives(Runnable end) throws IOException {
        BlobStore store = open();
        byte[] bytes = new byte[3 * PART + 5];
        new Random(32).nextBytes(bytes);
        StorageKey key = StorageKey.fresh();
        WriteState state;
        try (BlobWriter writer = store.write(key, WriteState.EMPTY)) {
            writer.write(bytes, 0, PART + 1);
            end.run();
            writer.write(bytes, PART + 1, PART);
            end.run();
            writer.write(bytes, 2 * PART + 1, PART + 4);
            state = writer.force();
        }
        end.run();
        assertThat(store.seal(key, state)).isTrue();
        end.run();
        assertThat(store.size(key)).isEqualTo(bytes.length);
        end.run();
        try (InputStream stream = store.read(key, new ByteRange(0, bytes.length))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    private BlobStore open() {
        return S3Stores.open(
                proxy.endpoint(),
                S3Stores.freshBucket(),
                folder,
                Map.of("slipway.storage.s3.access-key", "", "slipway.storage.s3.secret-key", ""));
    }

    private static void write(BlobStore store, StorageKey key, WriteState from, byte[] bytes) {
        try (BlobWriter writer = store.write(key, from)) {
            writer.write(bytes, 0, bytes.length);
            writer.force();
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        given.incrementAndGet();
        byte[] body = """
                {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "token-%d", "Expiration": "%s"}
                """.formatted(
                        S3Server.ACCESS_KEY,
                        S3Server.SECRET_KEY,
                        token.get(),
                        Instant.now().plus(life))
                .getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
