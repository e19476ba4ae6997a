package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What GET and HEAD of blobs and manifests answer. The blob is large enough to be sent by the system itself.
class ContentReadHttpTest extends ProtocolHttpBase {

    private static final int SIZE = 200_000;
    private static final byte[] LARGE = new byte[SIZE];
    private static final byte[] SMALL = "0123456789".getBytes(UTF_8);

    static {
        new Random(3).nextBytes(LARGE);
    }

    private byte[] manifest;

    @BeforeEach
    void pushImage() {
        manifest = repository.pushImage("v1", LARGE, SMALL).bytes();
    }

    @Test
    void headTellsWhatGetWouldSay() {
        for (String path : paths()) {
            Reply head = repository.client().head(path);
            Reply get = repository.client().get(path);

            assertStatus(head, 200);
            assertStatus(get, 200);
            assertThat(head.body()).isEmpty();
            for (String name : List.of(
                    "Content-Length",
                    "Content-Type",
                    "Docker-Content-Digest",
                    "ETag",
                    "Accept-Ranges",
                    "Cache-Control")) {
                assertThat(head.header(name)).as(name).isPresent().isEqualTo(get.header(name));
            }
            assertThat(get.header("Content-Length")).contains("" + get.body().length);
            assertThat(get.header("ETag")).contains("\"" + ManifestBuilder.digest(get.body()) + "\"");
        }
    }

    @Test
    void givesBackTheVeryBytes() {
        assertThat(repository.client().get(blob(LARGE)).body()).isEqualTo(LARGE);
        assertThat(repository.client().get(blob(SMALL)).body()).isEqualTo(SMALL);
        assertThat(repository.client().get(repository.manifest("v1")).body()).isEqualTo(manifest);
    }

    @Test
    void letsOnlyContentNamedByDigestBeKept() {
        assertThat(repository.client().get(repository.manifest("v1")).header("Cache-Control"))
                .contains("no-cache");
        assertThat(repository
                        .client()
                        .get(repository.manifest(ManifestBuilder.digest(manifest)))
                        .header("Cache-Control")
                        .orElseThrow())
                .contains("private", "immutable");
    }

    @Test
    void answersNotModifiedToWhoKnowsTheDigest() {
        for (String path : paths()) {
            String etag = repository.client().head(path).header("ETag").orElseThrow();
            for (String known : List.of(etag, "W/" + etag, "*", "\"other\", " + etag)) {
                for (String method : List.of("GET", "HEAD")) {
                    Reply reply =
                            repository.client().with("If-None-Match", known).send(method, path, new byte[0]);

                    assertStatus(reply, 304);
                    assertThat(reply.header("ETag")).contains(etag);
                    assertThat(reply.body()).isEmpty();
                }
            }
            assertStatus(repository.client().with("If-None-Match", "\"other\"").get(path), 200);
        }
    }

    @ParameterizedTest
    @Tag("C9")
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99999, 0, 100000",
        "bytes=5-5, 5, 6",
        "bytes=100000-, 100000, 200000",
        "bytes=199999-, 199999, 200000",
        "bytes=-1, 199999, 200000",
        "bytes=-150000, 50000, 200000",
        "bytes=-300000, 0, 200000",
        "bytes=10-99999999999999999999, 10, 200000",
        "bytes=0-199999, 0, 200000"
    })
    void givesAPartOfABlob(String range, int start, int end) {
        Reply reply = repository.client().with("Range", range).get(blob(LARGE));

        assertStatus(reply, 206);
        assertThat(reply.header("Content-Range")).contains("bytes " + start + "-" + (end - 1) + "/" + SIZE);
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(LARGE, start, end));
    }

    @ParameterizedTest
    @Tag("C9")
    @ValueSource(
            strings = {"bytes=200000-", "bytes=200000-200001", "bytes=5-1", "bytes=-0", "bytes=99999999999999999999-"})
    void refusesAPartThatHasNoBytes(String range) {
        Reply reply = repository.client().with("Range", range).get(blob(LARGE));

        assertStatus(reply, 416);
        assertThat(reply.header("Content-Range")).contains("bytes */" + SIZE);
    }

    @ParameterizedTest
    @Tag("C9")
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=a-b", "bits=0-1", "0-1", "bytes=0-1,5-6", "", "bytes=--1"})
    void givesTheWholeForARangeThatItDoesNotTake(String range) {
        Reply reply = repository.client().with("Range", range).get(blob(LARGE));

        assertStatus(reply, 200);
        assertThat(reply.body()).isEqualTo(LARGE);
    }

    @Test
    @Tag("C9")
    void givesTheWholeForThousandsOfRanges() {
        Reply reply = repository
                .client()
                .with("Range", "bytes=" + "0-0,".repeat(3_500) + "1-1")
                .get(blob(SMALL));

        assertStatus(reply, 200);
        assertThat(reply.body()).isEqualTo(SMALL);
    }

    @Test
    @Tag("C9")
    void givesAPartOfAManifest() {
        Reply reply = repository.client().with("Range", "bytes=3-9").get(repository.manifest("v1"));

        assertStatus(reply, 206);
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(manifest, 3, 10));
        assertThat(reply.header("Content-Range")).contains("bytes 3-9/" + manifest.length);
    }

    @Test
    @Tag("C9")
    void givesAPartOnlyOfTheContentThatIsMeant() {
        RegistryClient part = repository.client().with("Range", "bytes=2-4");
        String etag = "\"" + ManifestBuilder.digest(SMALL) + "\"";

        assertThat(part.with("If-Range", etag).get(blob(SMALL)).text()).isEqualTo("234");
        assertStatus(part.with("If-Range", "\"other\"").get(blob(SMALL)), 200);
        assertStatus(part.with("If-Range", "W/" + etag).get(blob(SMALL)), 200);
        assertStatus(part.with("If-Range", "Fri, 20 Nov 2026 10:00:00 GMT").get(blob(SMALL)), 200);
    }

    @Test
    @Tag("C9")
    void headKnowsNoParts() {
        Reply reply = repository.client().with("Range", "bytes=2-4").head(blob(SMALL));

        assertStatus(reply, 200);
        assertThat(reply.header("Content-Length")).contains("10");
    }

    @Test
    @Tag("C9")
    void findsNoPartOfABlobOfNoBytes() {
        Digest empty = repository.push(new byte[0]);

        Reply reply = repository.client().with("Range", "bytes=0-").get(repository.blob(empty));

        assertStatus(reply, 416);
        assertThat(reply.header("Content-Range")).contains("bytes */0");
    }

    @Test
    void takesPartAfterPartOnOneConnection() {
        try (Wire wire = repository.client().connect()) {
            for (int start = 0; start < SIZE; start += 50_000) {
                String range = "bytes=" + start + "-" + (start + 49_999);
                Reply reply = wire.send(repository.client().with("Range", range).start("GET", blob(LARGE), ""))
                        .read();

                assertStatus(reply, 206);
                assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(LARGE, start, start + 50_000));
            }
        }
    }

    @Test
    void knowsNothingOfWhatIsNotHere() {
        String absent = ManifestBuilder.digest("absent".getBytes(UTF_8)).toString();

        assertRefused(repository.client().get(repository.blob(absent)), 404, "BLOB_UNKNOWN");
        assertRefused(repository.client().get(repository.manifest(absent)), 404, "MANIFEST_UNKNOWN");
        assertRefused(repository.client().get(repository.manifest("absent")), 404, "MANIFEST_UNKNOWN");
        assertRefused(repository.client().get(repository.manifest("V1")), 404, "MANIFEST_UNKNOWN");
        assertRefused(another().client().get(repository.blob(absent)), 401, "UNAUTHORIZED");
    }

    @Test
    void showsABlobOnlyInItsRepository() {
        byte[] elsewhere = ("elsewhere " + System.nanoTime()).getBytes(UTF_8);
        another().pushImage("v1", elsewhere);

        assertRefused(repository.client().get(blob(elsewhere)), 404, "BLOB_UNKNOWN");
    }

    private List<String> paths() {
        return List.of(
                blob(LARGE),
                blob(SMALL),
                repository.manifest("v1"),
                repository.manifest(ManifestBuilder.digest(manifest)));
    }

    private String blob(byte[] content) {
        return repository.blob(ManifestBuilder.digest(content));
    }
}
