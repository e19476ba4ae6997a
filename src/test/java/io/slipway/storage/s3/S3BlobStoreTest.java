package io.slipway.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.storage.BlobStore;
import io.slipway.storage.BlobStoreContract;
import io.slipway.storage.BlobWriter;
import io.slipway.storage.ByteRange;
import io.slipway.storage.FolderCopy;
import io.slipway.storage.ForeignFolder;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.StoreMarker;
import io.slipway.storage.StoredObject;
import io.slipway.storage.WriteState;
import io.slipway.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

class S3BlobStoreTest extends BlobStoreContract {

    @TempDir
    Path folder;

    private final String bucket = S3Stores.freshBucket();

    @Override
    protected BlobStore newStore() {
        return open(Map.of());
    }

    private BlobStore open(Map<String, String> more) {
        return S3Stores.open(S3Server.running().endpoint(), bucket, folder, more);
    }

    @Test
    void isTheSameStoreForAllThatOpenIt() {
        assertThat(newStore().check()).isEqualTo(store().check());
    }

    @Test
    void sharesABucketByPrefixes() {
        BlobStore other = open(Map.of("slipway.storage.s3.prefix", "/teams/one/"));
        StorageKey key = StorageKey.fresh();
        write(other, key, 0, new byte[3]);
        List<StoredObject> found = new ArrayList<>();

        other.list(found::add);

        assertThat(found).extracting(StoredObject::key).containsExactly(key);
        assertThat(other.check().identity()).isNotEqualTo(store().check().identity());
        assertThat(S3Server.running()
                        .client()
                        .headObject(head -> head.bucket(bucket).key("teams/one/" + key))
                        .contentLength())
                .isEqualTo(3);
    }

    /// As a backup does, and whoever puts its folder into another bucket.
    @Test
    void givesItsBytesToAFolderFromWhichTheyComeBack() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        StorageKey key = StorageKey.fresh();
        write(store(), key, 0, bytes);
        Path place = folder.resolve("copies");
        FolderCopy copy = FolderCopy.of(store(), place);

        assertThat(copy.add(key, bytes.length)).isEqualTo(FolderCopy.Way.COPIED);
        assertThat(copy.add(key, bytes.length)).isEqualTo(FolderCopy.Way.WAS_THERE);
        assertThatThrownBy(() -> copy.add(key, bytes.length + 1)).isInstanceOf(MissingBytesException.class);
        assertThatThrownBy(() -> copy.add(StorageKey.fresh(), 1)).isInstanceOf(MissingBytesException.class);
        copy.finish(7);

        String other = S3Stores.freshBucket();
        try (Stream<Path> files = Files.walk(place).filter(Files::isRegularFile)) {
            files.forEach(file -> S3Server.running()
                    .client()
                    .putObject(
                            put -> put.bucket(other).key(place.relativize(file).toString()), file));
        }
        BlobStore again = S3Stores.open(S3Server.running().endpoint(), other, folder, Map.of());
        assertThat(again.check()).isEqualTo(new StoreMarker(store().check().identity(), 7));
        try (InputStream stream = again.read(key, new ByteRange(0, bytes.length))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void refusesABucketThatIsNotItsOwn() {
        String used = S3Stores.freshBucket();
        S3Server.running().client().putObject(put -> put.bucket(used).key("ab/notes"), RequestBody.fromString("mine"));

        assertThatThrownBy(() -> S3Stores.open(S3Server.running().endpoint(), used, folder, Map.of()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("holds objects, but lacks");
    }

    @Test
    void sharesABucketWithAnotherRegistryAlone() {
        String found = S3Stores.freshBucket();
        put(found, ForeignFolder.PATH + "blobs/sha256/ab/abcd/data");

        assertThat(S3Stores.open(S3Server.running().endpoint(), found, folder, Map.of())
                        .acceptsUploads())
                .isTrue();
        for (String other : List.of("docker/registry/notes", "docker/registry/v20/x", "docker/notes", "zz")) {
            String used = S3Stores.freshBucket();
            put(used, ForeignFolder.PATH + "blobs/sha256/ab/abcd/data");
            put(used, other);
            assertThatThrownBy(() -> S3Stores.open(S3Server.running().endpoint(), used, folder, Map.of()))
                    .as(other)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("holds objects, but lacks");
        }
    }

    private static void put(String bucket, String key) {
        S3Server.running().client().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
    }

    @Test
    void saysWhichBucketItCannotUse() {
        assertThatThrownBy(() -> S3Stores.open(S3Server.running().endpoint(), "b-none", folder, Map.of()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("b-none");
        assertThatThrownBy(() -> open(Map.of("slipway.storage.s3.secret-key", "another")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("403");
    }

    @Test
    void keepsPartsInFilesWhenMemoryIsTaken() throws Exception {
        List<BlobWriter> writers = new ArrayList<>();
        List<StorageKey> keys = new ArrayList<>();
        byte[] bytes = randomBytes(WriteState.MAXIMUM_TAIL + 99);
        for (int i = 0; i < 4; i++) {
            keys.add(StorageKey.fresh());
            writers.add(store().write(keys.getLast(), WriteState.EMPTY));
        }
        try (var files = Files.list(folder.resolve("parts"))) {
            assertThat(files).as("beyond the two in memory").hasSize(2);
        }
        for (int i = 0; i < 4; i++) {
            writers.get(i).write(bytes, 0, bytes.length);
            assertThat(store().seal(keys.get(i), writers.get(i).force())).isTrue();
            writers.get(i).close();
            assertThat(read(keys.get(i), 0, bytes.length)).isEqualTo(bytes);
        }
        try (var files = Files.list(folder.resolve("parts"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void endsWhatIsUnfinishedWithItsKey() {
        StorageKey key = StorageKey.fresh();
        write(store(), key, WriteState.EMPTY, new byte[WriteState.MAXIMUM_TAIL + 1]);
        write(store(), key, WriteState.EMPTY, new byte[WriteState.MAXIMUM_TAIL + 1]);
        assertThat(unfinished()).isEqualTo(2);

        store().delete(key);

        assertThat(unfinished()).isZero();
    }

    private int unfinished() {
        return S3Server.running()
                .client()
                .listMultipartUploads(list -> list.bucket(bucket))
                .uploads()
                .size();
    }

    @Test
    void givesLinksOnlyToNetworksThatAreNamed() throws Exception {
        BlobStore linking = open(Map.of("slipway.storage.s3.redirect", "10.0.0.0/8, 2001:db8::/32"));
        StorageKey key = StorageKey.fresh();
        write(linking, key, 0, new byte[] {4, 5, 6});

        assertThat(store().link(key, "10.1.2.3")).isEmpty();
        assertThat(linking.link(key, "11.1.2.3")).isEmpty();
        assertThat(linking.link(key, "2001:db8::7")).isPresent();
        URI link = linking.link(key, "10.1.2.3").orElseThrow();

        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
            assertThat(answer.body()).containsExactly(4, 5, 6);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
            var other = http.send(
                    HttpRequest.newBuilder(URI.create(link.toString()
                                    .replace(key.value(), StorageKey.fresh().value())))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(other.statusCode()).as("for another key").isEqualTo(403);
        }
    }
}
