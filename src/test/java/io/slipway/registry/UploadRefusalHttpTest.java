package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blob pushes that go wrong.
class UploadRefusalHttpTest extends ProtocolHttpBase {

    private static final byte[] HELLO = "hello, world".getBytes(UTF_8);
    private static final Digest DIGEST = ManifestBuilder.digest(HELLO);
    private static final Digest OTHER = ManifestBuilder.digest("other".getBytes(UTF_8));
    private static final byte[] NOTHING = new byte[0];

    @Test
    @Tag("C4")
    void keepsNothingOfBytesWithAnotherDigest() {
        String location = repository.startUpload();
        String key = storageKey(location);

        Reply reply = repository.client().put(location + "?digest=" + OTHER, HELLO);

        assertRefused(reply, 400, "DIGEST_INVALID");
        assertAbsent(DIGEST, OTHER);
        assertRefused(repository.client().get(location), 404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(isDoomed(key)).isTrue();
    }

    @Test
    @Tag("C4")
    void keepsNothingOfAPostWithAnotherDigest() {
        assertRefused(
                repository.client().post(repository.uploads() + "?digest=" + OTHER, HELLO), 400, "DIGEST_INVALID");
        assertRefused(
                repository.client().post(repository.uploads() + "?digest=" + OTHER, NOTHING), 400, "DIGEST_INVALID");

        assertAbsent(DIGEST, OTHER);
    }

    @Test
    @Tag("C4")
    void refusesTwoDigests() {
        String twice = "?digest=" + DIGEST + "&digest=" + OTHER;
        String location = repository.startUpload();

        assertRefused(repository.client().put(location + twice, HELLO), 400, "DIGEST_INVALID");
        assertRefused(repository.client().post(repository.uploads() + twice, HELLO), 400, "DIGEST_INVALID");

        assertAbsent(DIGEST, OTHER);
    }

    @Test
    @Tag("C4")
    void refusesADigestOfAnotherAlgorithm() {
        String sha512 = "sha512:" + "ab".repeat(64);

        assertRefused(
                repository.client().put(repository.startUpload() + "?digest=" + sha512, HELLO), 400, "DIGEST_INVALID");
        assertRefused(
                repository.client().post(repository.uploads() + "?digest=" + sha512, HELLO), 400, "DIGEST_INVALID");
    }

    @ParameterizedTest
    @Tag("C1")
    @ValueSource(
            strings = {
                "",
                "?digest=",
                "?digest=sha256:abc",
                "?digest=md5:d41d8cd98f00b204e9800998ecf8427e",
                "?digest=sha256:../../../../etc/passwd",
                "?digest=SHA256:09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b"
            })
    void refusesAFinishWithoutAProperDigest(String query) {
        assertRefused(repository.client().put(repository.startUpload() + query, HELLO), 400, "DIGEST_INVALID");
    }

    @Test
    void refusesAnUnknownAlgorithm() {
        assertRefused(repository.client().post(repository.uploads() + "?digest-algorithm=md5"), 400, "DIGEST_INVALID");
    }

    @ParameterizedTest
    @Tag("C8")
    @CsvSource({
        "0-4, hello",
        "3-7, hello",
        "6-10, hello",
        "1000000-1000004, hello",
        "999999999999999990-999999999999999994, hello"
    })
    void refusesAChunkThatDoesNotStartWhereTheSessionStands(String range, String bytes) {
        String location = repository.startUpload();
        repository.client().patch(location, "12345".getBytes(UTF_8));

        Reply refused = chunk(location, range, bytes);

        assertRefused(refused, 416, "BLOB_UPLOAD_INVALID");
        assertThat(refused.header("Range")).contains("0-4");
        assertThat(refused.header("Location")).contains(location);
        assertThat(repository.client().get(location).header("Range")).contains("0-4");
        assertThat(chunk(location, "5-9", "67890").status()).isEqualTo(202);
        Digest whole = ManifestBuilder.digest("1234567890".getBytes(UTF_8));
        assertThat(repository
                        .client()
                        .put(location + "?digest=" + whole, NOTHING)
                        .status())
                .isEqualTo(201);
    }

    @Test
    @Tag("C8")
    void refusesALastChunkThatDoesNotStartWhereTheSessionStands() {
        String location = repository.startUpload();
        repository.client().patch(location, "12345".getBytes(UTF_8));

        Reply refused = repository
                .client()
                .with("Content-Range", "7-11")
                .put(location + "?digest=" + DIGEST, "world".getBytes(UTF_8));

        assertRefused(refused, 416, "BLOB_UPLOAD_INVALID");
        assertThat(refused.header("Range")).contains("0-4");
        assertThat(repository.client().get(location).header("Range")).contains("0-4");
    }

    @ParameterizedTest
    @Tag("C8")
    @CsvSource({
        "-5-1, BLOB_UPLOAD_INVALID",
        "4-0, BLOB_UPLOAD_INVALID",
        "0-, BLOB_UPLOAD_INVALID",
        "-4, BLOB_UPLOAD_INVALID",
        "abc, BLOB_UPLOAD_INVALID",
        "0-99999999999999999999, BLOB_UPLOAD_INVALID",
        "0-3, SIZE_INVALID",
        "0-5, SIZE_INVALID"
    })
    void refusesAContentRangeThatLies(String range, String code) {
        String location = repository.startUpload();

        Reply refused = chunk(location, range, "hello");

        assertRefused(refused, 400, code);
        assertThat(repository.client().get(location).header("Range")).contains("0-0");
        assertThat(chunk(location, "0-4", "hello").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @Tag("C8")
    @ValueSource(strings = {"0-3", "0-5"})
    void refusesAStreamOfAnotherLengthThanItsRange(String range) {
        String location = repository.startUpload();
        String start = repository
                .client()
                .with("Content-Range", range)
                .start("PATCH", location, "Transfer-Encoding: chunked\r\n");
        try (Wire wire = repository.client().connect()) {
            Reply refused = wire.send(start + "5\r\nhello\r\n0\r\n\r\n").read();

            assertRefused(refused, 400, "SIZE_INVALID");
        }
        assertThat(repository.client().get(location).header("Range")).contains("0-0");
        assertThat(chunk(location, "0-4", "world").status()).isEqualTo(202);
        Digest world = ManifestBuilder.digest("world".getBytes(UTF_8));
        assertThat(repository
                        .client()
                        .put(location + "?digest=" + world, NOTHING)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void hidesASessionFromOtherAccountsAndRepositories() {
        String location = repository.startUpload();
        String id = location.substring(location.lastIndexOf('/') + 1);
        RepositoryClient other = another();
        other.startUpload();
        RegistryClient administrator = administrator("boss").asking("repository:" + repository.name() + ":pull,push");

        assertRefused(other.client().patch(other.uploads() + id, HELLO), 404, "BLOB_UPLOAD_UNKNOWN");
        assertRefused(administrator.patch(location, HELLO), 404, "BLOB_UPLOAD_UNKNOWN");
        assertRefused(administrator.get(location), 404, "BLOB_UPLOAD_UNKNOWN");
        assertRefused(administrator.delete(location), 404, "BLOB_UPLOAD_UNKNOWN");
        assertThat(repository.client().get(location).header("Range")).contains("0-0");
    }

    @Test
    void knowsNoSessionThatItDidNotStart() {
        repository.startUpload();
        for (String id :
                new String[] {"" + UUID.randomUUID(), "1", "..", "A0B1C2D3-0000-4000-8000-000000000000", "%20"}) {
            Reply reply = repository.client().patch(repository.uploads() + id, HELLO);

            assertThat(reply.status()).as("%s: %s", id, reply).isIn(400, 404);
            assertThat(reply.errorCode()).as("%s: %s", id, reply).isNotEmpty();
        }
    }

    private Reply chunk(String location, String range, String bytes) {
        return repository.client().with("Content-Range", range).patch(location, bytes.getBytes(UTF_8));
    }

    private void assertAbsent(Digest... digests) {
        for (Digest digest : digests) {
            assertThat(repository.client().head(repository.blob(digest)).status())
                    .isEqualTo(404);
        }
    }

    private String storageKey(String location) {
        return jdbc.sql("SELECT storage_key FROM content.upload WHERE id = CAST(? AS uuid)")
                .param(location.substring(location.lastIndexOf('/') + 1))
                .query(String.class)
                .single();
    }

    private boolean isDoomed(String key) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.object_deletion WHERE storage_key = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }
}
