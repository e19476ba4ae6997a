package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many clients at once, each on its own connection.
class RacesHttpTest extends ProtocolHttpBase {

    private static final int CLIENTS = 50;
    private static final byte[] NOTHING = new byte[0];

    private final byte[] content =
            ("raced for by " + System.nanoTime()).repeat(5_000).getBytes(UTF_8);
    private final Digest digest = ManifestBuilder.digest(content);

    @Test
    @Tag("L1")
    void storesABlobOnceHoweverManyPushIt() throws Exception {
        List<Reply> replies = atOnce(
                CLIENTS,
                i -> () -> i % 2 == 0
                        ? repository.client().post(repository.uploads() + "?digest=" + digest, content)
                        : repository.client().put(repository.startUpload() + "?digest=" + digest, content));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
        assertThat(count("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
        assertThat(count("content.upload WHERE repository_id = " + repositoryId(repository)))
                .isZero();
    }

    @Test
    @Tag("L1")
    void storesABlobOnceThatManyPushToTheirOwnRepositories() throws Exception {
        List<RepositoryClient> targets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            targets.add(another());
        }

        List<Reply> replies = atOnce(
                20, i -> () -> targets.get(i).client().post(targets.get(i).uploads() + "?digest=" + digest, content));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(count("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
        for (RepositoryClient target : targets) {
            assertThat(target.client().get(target.blob(digest)).body()).isEqualTo(content);
        }
    }

    @Test
    @Tag("L2")
    void givesATagOneWinner() throws Exception {
        repository.push("{}".getBytes(UTF_8));
        List<ManifestBuilder> images = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            images.add(ManifestBuilder.aManifest().withAnnotation("number", "" + i));
        }

        List<Reply> replies = atOnce(CLIENTS, i -> () -> repository.put("latest", images.get(i)));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        byte[] winner = repository.client().get(repository.manifest("latest")).body();
        assertThat(images).anyMatch(image -> Arrays.equals(image.bytes(), winner));
        for (ManifestBuilder image : images) {
            Digest named = ManifestBuilder.digest(image.bytes());
            assertThat(repository.client().get(repository.manifest(named)).body())
                    .isEqualTo(image.bytes());
        }
        assertThat(count("content.tag_event WHERE name = 'latest' AND kind = 'CREATE' AND repository_id = "
                        + repositoryId(repository)))
                .isEqualTo(1);
        assertHistoryIsAChain(ManifestBuilder.digest(winner));
    }

    @RepeatedTest(3)
    @Tag("L3")
    void keepsAManifestWholeThatIsDeletedAndPushedAgain() throws Exception {
        ManifestBuilder image = repository.pushImage("v1", content);
        String named = ManifestBuilder.digest(image.bytes()).toString();

        List<Reply> replies = atOnce(
                20,
                i -> () -> i % 2 == 0
                        ? repository.put("v1", image)
                        : repository.client().delete(repository.manifest(named)));

        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i).status())
                    .as("%s", replies.get(i))
                    .isIn(i % 2 == 0 ? List.of(201) : List.of(202, 404));
        }
        int byTag = repository.client().head(repository.manifest("v1")).status();
        int byDigest = repository.client().head(repository.manifest(named)).status();
        assertThat(byTag).isIn(200, 404);
        assertThat(byDigest).isEqualTo(byTag);
        assertStatus(repository.put("v1", image), 201);
        assertThat(repository.client().get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
    }

    @RepeatedTest(3)
    @Tag("L9")
    void finishesAnUploadOnce() throws Exception {
        String location = repository.startUpload();
        repository.client().patch(location, content);

        List<Reply> replies = atOnce(10, _ -> () -> repository.client().put(location + "?digest=" + digest, NOTHING));

        assertThat(replies).extracting(Reply::status).contains(201).isSubsetOf(201, 404);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
        assertThat(count("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
    }

    @RepeatedTest(3)
    @Tag("L9")
    void finishesAnUploadOnceWhenTheLastBytesComeTwice() throws Exception {
        String location = repository.startUpload();
        repository.client().patch(location, Arrays.copyOf(content, 1_000));
        byte[] rest = Arrays.copyOfRange(content, 1_000, content.length);
        RegistryClient ranged = repository.client().with("Content-Range", "1000-" + (content.length - 1));

        List<Reply> replies = atOnce(4, _ -> () -> ranged.put(location + "?digest=" + digest, rest));

        assertThat(replies).extracting(Reply::status).contains(201).isSubsetOf(201, 404, 416);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
    }

    @RepeatedTest(5)
    @Tag("L10")
    void eitherCancelsOrFinishes() throws Exception {
        byte[] own = (content.length + " of " + System.nanoTime()).getBytes(UTF_8);
        Digest ownDigest = ManifestBuilder.digest(own);
        String location = repository.startUpload();
        repository.client().patch(location, own);

        List<Reply> replies = atOnce(
                2,
                i -> () -> i == 0
                        ? repository.client().put(location + "?digest=" + ownDigest, NOTHING)
                        : repository.client().delete(location));

        int finished = replies.get(0).status();
        int cancelled = replies.get(1).status();
        assertThat(List.of(finished, cancelled)).isIn(List.of(201, 404), List.of(404, 204));
        Reply pulled = repository.client().get(repository.blob(ownDigest));
        assertStatus(pulled, finished == 201 ? 200 : 404);
        assertRefused(repository.client().get(location), 404, "BLOB_UPLOAD_UNKNOWN");
    }

    @RepeatedTest(8)
    void writesOneChunkOfThoseThatComeAtOnce() throws Exception {
        String location = repository.startUpload();
        RegistryClient first = repository.client().with("Content-Range", "0-" + (content.length - 1));

        List<Reply> replies = atOnce(4, _ -> () -> first.patch(location, content));

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(202).isSubsetOf(202, 416, 400);
        assertStatus(repository.client().put(location + "?digest=" + digest, NOTHING), 201);
        assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
    }

    @Test
    void makesARepositoryOnceForAllItsFirstLayers() throws Exception {
        List<Reply> replies = atOnce(20, _ -> () -> repository.client().post(repository.uploads()));

        assertThat(replies).extracting(Reply::status).containsOnly(202);
        assertThat(count("content.repository WHERE name = '" + repository.name() + "'"))
                .isEqualTo(1);
    }

    /// Each event goes on from the digest of the one before.
    private void assertHistoryIsAChain(Digest last) {
        List<String> chain = jdbc.sql("""
                        SELECT COALESCE(encode(previous, 'hex'), '') || ' ' || encode(digest, 'hex')
                        FROM content.tag_event WHERE repository_id = ? AND name = 'latest' ORDER BY id
                        """)
                .param(repositoryId(repository))
                .query(String.class)
                .list();
        String at = "";
        for (String event : chain) {
            assertThat(event).startsWith(at + " ");
            at = event.substring(event.indexOf(' ') + 1);
        }
        assertThat(at).isEqualTo("01" + last.hex());
    }

    private long count(String rows) {
        return jdbc.sql("SELECT count(*) FROM " + rows).query(Long.class).single();
    }

    private static List<Reply> atOnce(int clients, IntFunction<Callable<Reply>> request) throws Exception {
        CyclicBarrier start = new CyclicBarrier(clients);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Callable<Reply> one = request.apply(i);
                futures.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }
}
