package io.slipway.registry;

import static io.slipway.registry.RegistryClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.LostWrites;
import io.slipway.content.Sweep;
import io.slipway.storage.StorageKey;
import io.slipway.testing.FaultyProxy;
import io.slipway.testing.FaultyProxy.Fault;
import io.slipway.testing.FaultyProxy.Request;
import io.slipway.testing.S3Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// The whole program with its blobs in a bucket, through a proxy that counts, lies, stalls and fails.
class S3HttpTest extends RegistryHttpBase {

    private static final int PART = 8 << 20;
    private static final FaultyProxy PROXY = new FaultyProxy(S3Server.running().port());

    @Autowired
    StatementCounter statements;

    @Autowired
    Sweep sweep;

    @Autowired
    LostWrites writes;

    @Value("${slipway.storage.s3.bucket}")
    String bucket;

    private String name;
    private RepositoryClient repository;

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry registry) {
        String name = "slipway-" + UUID.randomUUID();
        S3Server.running().makeBucket(name);
        registry.add("slipway.storage.type", () -> "s3");
        registry.add("slipway.storage.s3.endpoint", () -> PROXY.endpoint().toString());
        registry.add("slipway.storage.s3.bucket", () -> name);
        registry.add("slipway.storage.s3.access-key", () -> S3Server.ACCESS_KEY);
        registry.add("slipway.storage.s3.secret-key", () -> S3Server.SECRET_KEY);
        registry.add("slipway.storage.s3.timeout", () -> "3s");
        registry.add("slipway.storage.s3.redirect", () -> "10.9.8.0/24");
    }

    @BeforeEach
    void begin() {
        name = freshName("ada");
        repository = RepositoryClient.of(person("ada"), name);
        PROXY.forget();
    }

    @AfterEach
    void behave() {
        PROXY.behave();
    }

    @Test
    void takesABlobInOneRequestAndGivesItBack() {
        byte[] bytes = bytes(1000);
        String digest = ManifestBuilder.digest(bytes).toString();

        Reply pushed = repository.client().post(repository.uploads() + "?digest=" + encode(digest), bytes);

        assertThat(pushed.status()).as("%s", pushed).isEqualTo(201);
        assertThat(calls()).singleElement().matches(request -> request.is("PUT", ""));
        assertPulled(digest, bytes);
    }

    @Test
    void sendsEveryByteOnceAndCopiesNothing() {
        byte[] bytes = bytes(3 * PART + 12_345);
        String digest = ManifestBuilder.digest(bytes).toString();
        String location = repository.startUpload();

        Reply patched = repository.client().patch(location, bytes);
        assertThat(patched.status()).as("%s", patched).isEqualTo(202);
        Reply finished = repository.client().put(location + "?digest=" + digest, new byte[0]);

        assertThat(finished.status()).as("%s", finished).isEqualTo(201);
        assertThat(calls()).as("begin, four parts, complete, a look").hasSize(7);
        assertThat(calls().stream().mapToLong(Request::sent).sum()).isLessThan(bytes.length + 10_000L);
        assertThat(PROXY.received()).as("nothing is read back").isLessThan(10_000);
        assertPulled(digest, bytes);
    }

    @Test
    void takesChunksOfAnySize() {
        byte[] bytes = bytes(PART + 2_000_000);
        String digest = ManifestBuilder.digest(bytes).toString();
        String location = repository.startUpload();
        int start = 0;
        for (int length : new int[] {1, 999_999, PART - 1_000_000, 5, 1_000_000, 999_995}) {
            Reply patched = repository.client().patch(location, Arrays.copyOfRange(bytes, start, start + length));
            start += length;
            assertThat(patched.status()).as("%s", patched).isEqualTo(202);
            assertThat(patched.header("Range")).contains("0-" + (start - 1));
        }

        Reply finished = repository.client().put(location + "?digest=" + digest, new byte[0]);

        assertThat(finished.status()).as("%s", finished).isEqualTo(201);
        assertPulled(digest, bytes);
    }

    @Test
    void givesRanges() {
        byte[] bytes = bytes(100_000);
        String digest = push(bytes);

        Reply part = repository.client().with("Range", "bytes=500-999").get(repository.blob(digest));

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 500, 1000));
    }

    @Test
    void asksTheStoreOnceForAPullAndNeverForALook() {
        String digest = push(bytes(1000));
        PROXY.forget();

        assertThat(repository.client().head(repository.blob(digest)).status()).isEqualTo(200);
        assertThat(calls()).isEmpty();

        assertThat(repository.client().get(repository.blob(digest)).status()).isEqualTo(200);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void sendsClientsOfChosenNetworksToTheStore() throws Exception {
        byte[] bytes = bytes(100_000);
        String digest = push(bytes);
        // a token that knows the repository, as every client's second one does
        RegistryClient client =
                RepositoryClient.of(person("ada"), name).client().with("X-Forwarded-For", "10.9.8.7");
        client.head(repository.blob(digest));
        PROXY.forget();
        statements.take();

        Reply redirected = client.get(repository.blob(digest));

        assertThat(redirected.status()).isEqualTo(307);
        assertThat(redirected.header("Cache-Control")).contains("no-store");
        assertThat(statements.take()).as("one query, and nothing else").hasSize(1);
        assertThat(calls()).isEmpty();
        URI link = URI.create(redirected.header("Location").orElseThrow());
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.body()).isEqualTo(bytes);
        }
        assertThat(client.head(repository.blob(digest)).status())
                .as("a look is never redirected")
                .isEqualTo(200);
    }

    @Test
    @Tag("K33")
    void givesSpaceBackOfWhatWasUnfinished() {
        String location = repository.startUpload();
        repository.client().patch(location, bytes(PART + 1));
        assertThat(jdbc.sql("SELECT multipart IS NOT NULL FROM content.upload WHERE id::text = :id")
                        .param("id", location.substring(location.lastIndexOf('/') + 1))
                        .query(Boolean.class)
                        .single())
                .isTrue();

        assertThat(repository.client().delete(location).status()).isEqualTo(204);
        jdbc.sql("UPDATE content.object_deletion SET due_at = now() WHERE unfinished")
                .update();
        sweep.run(100);

        assertThat(PROXY.requests()).anyMatch(request -> request.is("DELETE", "uploadId="));
        assertThat(jdbc.sql("SELECT count(*) FROM content.object_deletion WHERE unfinished")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /// As a process leaves it that dies before its row is written, or a database from a backup.
    @Test
    @Tag("K33")
    void endsWhatWasBegunAndNobodyKnows() {
        byte[] bytes = bytes(PART + 1);
        String location = repository.startUpload();
        repository.client().patch(location, bytes);
        String lost = StorageKey.fresh().value();
        List.of(lost, "somebody/elses").forEach(this::begin);

        assertThat(writes.end((short) 2, Duration.ofDays(7))).isZero();
        // the clocks of test and store need not agree
        assertThat(writes.end((short) 2, Duration.ofMinutes(-5))).isPositive();

        assertThat(begun()).contains("somebody/elses").doesNotContain(lost);
        String rest = location + "?digest=" + ManifestBuilder.digest(bytes);
        assertThat(repository.client().put(rest, new byte[0]).status()).isEqualTo(201);
    }

    private void begin(String key) {
        S3Server.running()
                .client()
                .createMultipartUpload(create -> create.bucket(bucket).key(key));
    }

    private List<String> begun() {
        return S3Server.running().client().listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }

    @Test
    void refusesOtherBytesThanTheDigestSays() {
        byte[] bytes = bytes(PART + 1);
        String location = repository.startUpload();
        repository.client().patch(location, bytes);

        Reply refused =
                repository.client().put(location + "?digest=" + ManifestBuilder.digest(new byte[] {1}), new byte[0]);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("DIGEST_INVALID");
        assertThat(repository.client().get(location).status()).isEqualTo(404);
    }

    @Test
    void answersThatItCannotWhileTheStoreCannot() {
        byte[] bytes = bytes(1000);
        String digest = push(bytes);
        PROXY.when(_ -> Optional.of(new Fault.Reset()));

        Reply pulled = repository.client().get(repository.blob(digest));
        Reply pushed = repository.client().post(repository.uploads() + "?digest=" + digest, bytes);

        assertThat(pulled.status()).as("%s", pulled).isEqualTo(503);
        assertThat(pulled.header("Retry-After")).isPresent();
        assertThat(pushed.status()).as("%s", pushed).isEqualTo(503);
        PROXY.behave();
        assertPulled(digest, bytes);
    }

    @Test
    @Tag("K31")
    void letsAClientStartAgainWhoseUploadTheStoreEnded() {
        byte[] bytes = bytes(3 * PART);
        String location = repository.startUpload();
        repository.client().patch(location, Arrays.copyOf(bytes, PART + 1));
        PROXY.when(request -> request.is("PUT", "partNumber=")
                ? Optional.of(new Fault.Answer("404 Not Found", "<Error><Code>NoSuchUpload</Code></Error>"))
                : Optional.empty());

        Reply gone = repository.client().patch(location, Arrays.copyOfRange(bytes, PART + 1, bytes.length));

        assertThat(gone.status()).as("%s", gone).isEqualTo(404);
        assertThat(gone.text()).contains("BLOB_UPLOAD_UNKNOWN");
        PROXY.behave();
        assertPulled(push(bytes), bytes);
    }

    @Test
    @Tag("K30")
    void readsWhatALostAnswerLeftBeforeItIsBelieved() {
        byte[] bytes = bytes(PART + 1);
        String digest = ManifestBuilder.digest(bytes).toString();
        String location = repository.startUpload();
        repository.client().patch(location, bytes);
        boolean[] lost = {false};
        PROXY.when(request -> {
            if (!request.is("POST", "uploadId=")) {
                return Optional.empty();
            }
            boolean first = !lost[0];
            lost[0] = true;
            return Optional.of(
                    first
                            ? new Fault.LostAnswer()
                            : new Fault.Answer("404 Not Found", "<Error><Code>NoSuchUpload</Code></Error>"));
        });

        Reply finished = repository.client().put(location + "?digest=" + digest, new byte[0]);

        assertThat(finished.status()).as("%s", finished).isEqualTo(201);
        assertThat(PROXY.received()).as("all of it was read").isGreaterThan(bytes.length);
        PROXY.behave();
        assertPulled(digest, bytes);
    }

    @Test
    @Tag("K34")
    void givesNoWrongBytes() {
        byte[] bytes = bytes(50_000);
        String digest = push(bytes);
        PROXY.when(request -> request.is("GET", "") ? Optional.of(new Fault.Flip()) : Optional.empty());

        Optional<Reply> pulled = attempt(digest);

        assertThat(pulled.map(Reply::body).filter(body -> body.length == bytes.length))
                .as("never whole")
                .isEmpty();
        PROXY.behave();
        assertPulled(digest, bytes);
    }

    private Optional<Reply> attempt(String digest) {
        try {
            return Optional.of(repository.client().get(repository.blob(digest)));
        } catch (RuntimeException cutShort) {
            return Optional.empty();
        }
    }

    private String push(byte[] bytes) {
        String digest = ManifestBuilder.digest(bytes).toString();
        Reply pushed = repository.client().post(repository.uploads() + "?digest=" + encode(digest), bytes);
        assertThat(pushed.status()).as("%s", pushed).isEqualTo(201);
        return digest;
    }

    private void assertPulled(String digest, byte[] bytes) {
        Reply pulled = repository.client().get(repository.blob(digest));
        assertThat(pulled.status()).as("%s", pulled).isEqualTo(200);
        assertThat(pulled.body()).isEqualTo(bytes);
    }

    /// Without looks at the marker and the daily one for what nobody knows, which come by themselves.
    private static List<Request> calls() {
        return PROXY.requests().stream()
                .filter(request -> !request.line().contains(".slipway-store"))
                .filter(request -> !request.is("GET", "?uploads&prefix= "))
                .toList();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
