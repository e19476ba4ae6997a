package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pushes whose connection breaks.
class UploadResumeHttpTest extends ProtocolHttpBase {

    private static final int SIZE = 3_000_000;
    private static final byte[] NOTHING = new byte[0];

    private final byte[] content = new byte[SIZE];

    UploadResumeHttpTest() {
        new Random(7).nextBytes(content);
    }

    @Test
    @Tag("C8")
    @Tag("K35")
    void countsTheBytesThatCameBeforeTheConnectionBroke() throws IOException {
        String location = repository.startUpload();

        sendAndBreak(location, "Content-Length: " + SIZE + "\r\n", Arrays.copyOf(content, 1_500_000));

        assertThat(received(location)).isBetween(1L, 1_500_000L);
        finish(location);
    }

    @Test
    @Tag("K35")
    void countsTheBytesOfAStreamThatBroke() throws IOException {
        String location = repository.startUpload();
        byte[] chunk = ("100000\r\n" + new String(content, 0, 0x100000, StandardCharsets.ISO_8859_1)
                        + "\r\nffff\r\nabc")
                .getBytes(StandardCharsets.ISO_8859_1);

        sendAndBreak(location, "Transfer-Encoding: chunked\r\n", chunk);

        assertThat(received(location)).isPositive();
        repository.client().delete(location);
    }

    @Test
    @Tag("K35")
    void resumesAfterManyCuts() throws IOException {
        String location = repository.startUpload();
        Random random = new Random(11);
        long received = 0;
        for (int cut = 0; cut < 10; cut++) {
            int end = (int) Math.min(SIZE, received + 1 + random.nextInt(400_000));
            sendAndBreak(
                    location,
                    "Content-Range: " + received + "-" + (SIZE - 1) + "\r\nContent-Length: " + (SIZE - received)
                            + "\r\n",
                    Arrays.copyOfRange(content, (int) received, end));
            long now = received(location);
            assertThat(now).isBetween(received, (long) end);
            received = now;
        }
        finish(location);
    }

    @Test
    @Tag("K35")
    void keepsWhatWasAcknowledgedWhenTheLastRequestBreaks() throws IOException {
        String location = repository.startUpload();
        Reply first = repository.client().patch(location, Arrays.copyOf(content, 1_000_000));
        assertThat(first.header("Range")).contains("0-999999");
        String finish = location + "?digest=" + ManifestBuilder.digest(content);
        try (Wire wire = repository.client().connect()) {
            wire.send(repository.client().start("PUT", finish, "Content-Length: 2000000\r\n"))
                    .send(Arrays.copyOfRange(content, 1_000_000, 1_700_000))
                    .endOfRequest()
                    .readToEnd();
        }
        assertThat(received(location)).isBetween(1_000_000L, 1_700_000L);
        finish(location);
    }

    @Test
    @Tag("K35")
    void keepsNoBlobOfAPostThatBroke() throws IOException {
        Digest digest = ManifestBuilder.digest(content);
        String path = repository.uploads() + "?digest=" + digest;
        try (Wire wire = repository.client().connect()) {
            wire.send(repository.client().start("POST", path, "Content-Length: " + SIZE + "\r\n"))
                    .send(Arrays.copyOf(content, 700_000))
                    .endOfRequest()
                    .readToEnd();
        }

        assertThat(repository.client().head(repository.blob(digest)).status()).isEqualTo(404);
        long sessions = jdbc.sql("SELECT count(*) FROM content.upload WHERE repository_id = ?")
                .param(repositoryId(repository))
                .query(Long.class)
                .single();
        assertThat(sessions).isZero();
    }

    /// Nothing comes after the bytes but the end of the connection; waits until the server noticed that.
    private void sendAndBreak(String location, String headers, byte[] bytes) throws IOException {
        try (Wire wire = repository.client().connect()) {
            wire.send(repository.client().start("PATCH", location, headers))
                    .send(bytes)
                    .endOfRequest()
                    .readToEnd();
        }
    }

    private long received(String location) {
        Reply status = repository.client().get(location);
        assertThat(status.status()).as("%s", status).isEqualTo(204);
        long last = Long.parseLong(status.header("Range").orElseThrow().substring(2));
        return last == 0 ? 0 : last + 1;
    }

    private void finish(String location) {
        long received = received(location);
        byte[] rest = Arrays.copyOfRange(content, (int) received, SIZE);
        Reply patched = repository
                .client()
                .with("Content-Range", received + "-" + (SIZE - 1))
                .patch(location, rest);
        assertThat(patched.status()).as("%s", patched).isEqualTo(202);
        Digest digest = ManifestBuilder.digest(content);
        assertThat(repository
                        .client()
                        .put(location + "?digest=" + digest, NOTHING)
                        .status())
                .isEqualTo(201);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
    }
}
