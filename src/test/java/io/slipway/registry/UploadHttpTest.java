package io.slipway.registry;

import static io.slipway.registry.RegistryClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import org.junit.jupiter.api.Test;

/// Blob pushes that go well, in each way that the specification knows.
class UploadHttpTest extends ProtocolHttpBase {

    private static final byte[] HELLO = "hello, world".getBytes(UTF_8);
    private static final Digest DIGEST = ManifestBuilder.digest(HELLO);
    private static final byte[] NOTHING = new byte[0];

    @Test
    void takesABlobInOneRequest() {
        Reply reply = repository.client().post(repository.uploads() + "?digest=" + encode(DIGEST.toString()), HELLO);

        assertCreated(reply, DIGEST);
        assertPulled(DIGEST, HELLO);
    }

    @Test
    void startsASessionThatSaysWhereItStands() {
        Reply reply = repository.client().post(repository.uploads());

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.header("Range")).contains("0-0");
        String id = reply.header("Docker-Upload-UUID").orElseThrow();
        assertThat(reply.header("Location")).contains(repository.uploads() + id);
        assertThat(reply.header("Content-Length")).contains("0");
        assertThat(reply.header("OCI-Chunk-Min-Length")).isEmpty();
    }

    @Test
    void startsASessionWithoutTheLastSlashToo() {
        Reply reply = repository.client().post(repository.path("/blobs/uploads"));

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void takesABlobInPostAndPut() {
        Reply reply = repository.client().put(repository.startUpload() + "?digest=" + DIGEST, HELLO);

        assertCreated(reply, DIGEST);
        assertPulled(DIGEST, HELLO);
    }

    @Test
    void takesAStreamWithoutRangeOrLength() {
        String location = repository.startUpload();

        Reply streamed = chunked("PATCH", location, "hello", ", ", "world");

        assertThat(streamed.status()).isEqualTo(202);
        assertThat(streamed.header("Range")).contains("0-11");
        Reply finished = repository.client().put(location(streamed) + "?digest=" + DIGEST, NOTHING);
        assertCreated(finished, DIGEST);
        assertPulled(DIGEST, HELLO);
    }

    @Test
    void takesTheRestInAChunkedPut() {
        Reply patched = repository.client().patch(repository.startUpload(), "hello".getBytes(UTF_8));

        assertCreated(chunked("PUT", location(patched) + "?digest=" + DIGEST, ", wor", "ld"), DIGEST);
        assertPulled(DIGEST, HELLO);
    }

    @Test
    void takesChunksInOrder() {
        Reply first = chunk(repository.startUpload(), "0-4", "hello");
        Reply second = chunk(location(first), "5-6", ", ");
        Reply status = repository.client().get(location(second));

        assertThat(first.header("Range")).contains("0-4");
        assertThat(second.header("Range")).contains("0-6");
        assertThat(status.status()).isEqualTo(204);
        assertThat(status.header("Range")).contains("0-6");
        assertThat(status.header("Location")).contains(location(second));
        Reply last = repository
                .client()
                .with("Content-Range", "7-11")
                .put(location(second) + "?digest=" + DIGEST, "world".getBytes(UTF_8));
        assertCreated(last, DIGEST);
        assertPulled(DIGEST, HELLO);
    }

    @Test
    void takesRangesAsHttpWritesThem() {
        assertThat(chunk(repository.startUpload(), "bytes 0-4/*", "hello").status())
                .isEqualTo(202);
    }

    @Test
    void appendsStreamAfterStream() {
        Reply first = repository.client().patch(repository.startUpload(), "hello".getBytes(UTF_8));
        Reply second = repository.client().patch(location(first), ", world".getBytes(UTF_8));

        assertThat(second.header("Range")).contains("0-11");
        assertCreated(repository.client().put(location(second) + "?digest=" + DIGEST, NOTHING), DIGEST);
    }

    @Test
    void takesABlobOfNoBytes() {
        Digest empty = ManifestBuilder.digest(NOTHING);

        assertCreated(repository.client().post(repository.uploads() + "?digest=" + empty, NOTHING), empty);
        RepositoryClient other = another();
        assertCreated(other.client().put(other.startUpload() + "?digest=" + empty, NOTHING), empty);

        assertPulled(empty, NOTHING);
    }

    @Test
    void takesABlobWithAnAnnouncedSha512Digest() {
        Digest digest = sha512(HELLO);
        Reply started = repository.client().post(repository.uploads() + "?digest-algorithm=sha512");
        Reply patched = repository.client().patch(location(started), HELLO);

        assertCreated(repository.client().put(location(patched) + "?digest=" + digest, NOTHING), digest);
        assertPulled(digest, HELLO);
    }

    @Test
    void takesABlobWithASha512DigestThatNobodyAnnounced() {
        Digest digest = sha512(HELLO);
        Reply patched = repository.client().patch(repository.startUpload(), "hello".getBytes(UTF_8));
        Reply finished = repository.client().put(location(patched) + "?digest=" + digest, ", world".getBytes(UTF_8));

        assertCreated(finished, digest);
        assertCreated(repository.client().post(repository.uploads() + "?digest=" + digest, HELLO), digest);
        assertPulled(digest, HELLO);
    }

    @Test
    void takesASha256DigestAfterSha512WasAnnounced() {
        Reply started = repository.client().post(repository.uploads() + "?digest-algorithm=sha512");
        Reply patched = repository.client().patch(location(started), HELLO);

        assertCreated(repository.client().put(location(patched) + "?digest=" + DIGEST, NOTHING), DIGEST);
    }

    @Test
    void answersARepeatedFinishLikeTheFirst() {
        String location = repository.startUpload();
        repository.client().patch(location, HELLO);

        assertCreated(repository.client().put(location + "?digest=" + DIGEST, NOTHING), DIGEST);
        assertCreated(repository.client().put(location + "?digest=" + DIGEST, NOTHING), DIGEST);

        assertThat(links(DIGEST)).isEqualTo(1);
    }

    @Test
    void cancelsASession() {
        String location = repository.startUpload();
        repository.client().patch(location, HELLO);

        Reply cancelled = repository.client().delete(location);

        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(repository.client().get(location).status()).isEqualTo(404);
        assertThat(repository.client().get(location).errorCode()).isEqualTo("BLOB_UPLOAD_UNKNOWN");
        assertThat(repository.client().patch(location, HELLO).status()).isEqualTo(404);
        assertThat(repository
                        .client()
                        .put(location + "?digest=" + DIGEST, HELLO)
                        .status())
                .isEqualTo(404);
        assertThat(repository.client().delete(location).status()).isEqualTo(404);
    }

    @Test
    void answersNoMoreThanTheStatusWithoutBody() {
        Reply status = repository.client().get(repository.startUpload());

        assertThat(status.status()).isEqualTo(204);
        assertThat(status.header("Range")).contains("0-0");
        assertThat(status.body()).isEmpty();
    }

    private Reply chunk(String location, String range, String bytes) {
        return repository.client().with("Content-Range", range).patch(location, bytes.getBytes(UTF_8));
    }

    private Reply chunked(String method, String path, String... pieces) {
        String start = repository.client().start(method, path, "Transfer-Encoding: chunked\r\n");
        try (Wire wire = repository.client().connect()) {
            wire.send(start);
            for (String piece : pieces) {
                wire.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
            }
            return wire.send("0\r\n\r\n").read(method);
        }
    }

    private static String location(Reply reply) {
        return reply.header("Location").orElseThrow();
    }

    private void assertCreated(Reply reply, Digest digest) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(201);
        assertThat(reply.header("Location").orElseThrow())
                .startsWith("/v2/proto")
                .endsWith("/blobs/" + digest);
        assertThat(reply.header("Docker-Content-Digest")).contains(digest.toString());
    }

    private void assertPulled(Digest digest, byte[] content) {
        Reply head = repository.client().head(repository.blob(digest));
        Reply pulled = repository.client().get(repository.blob(digest));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).contains("" + content.length);
        assertThat(pulled.status()).isEqualTo(200);
        assertThat(pulled.header("Content-Type")).contains("application/octet-stream");
        assertThat(pulled.body()).isEqualTo(content);
    }

    private static Digest sha512(byte[] content) {
        return Digest.of(
                DigestAlgorithm.SHA512, DigestAlgorithm.SHA512.newDigest().digest(content));
    }

    private long links(Digest digest) {
        return jdbc.sql("SELECT count(*) FROM content.repository_blob l JOIN content.blob b ON b.id = l.blob_id"
                        + " WHERE b.digest = ? AND l.repository_id = ?")
                .params(digest.toBytes(), repositoryId(repository))
                .query(Long.class)
                .single();
    }
}
