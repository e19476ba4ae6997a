package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.oci.Digest;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two programs with one database and one folder of blobs: what one of them does, breaks off or sleeps through, the
/// other one knows.
class ReplicaFaultsHttpTest {

    private static final byte[] NOTHING = new byte[0];
    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static ChildServer first;
    private static ChildServer second;

    private final Random random = new Random(35);

    /// At once, on an empty database: one makes the first administrator, the store and the keys for both.
    @BeforeAll
    static void start() throws Exception {
        String blobs = "--slipway.storage.disk.path=" + folder.resolve("blobs");
        try (ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ChildServer> one = starts.submit(() -> ChildServer.start(folder.resolve("1"), DATABASE, blobs));
            Future<ChildServer> other = starts.submit(() -> ChildServer.start(folder.resolve("2"), DATABASE, blobs));
            first = one.get();
            second = other.get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (ChildServer server : new ChildServer[] {first, second}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    @Tag("K35")
    void resumeOnTheOtherOneWhatBrokeAnywhere() throws Exception {
        RepositoryClient here = first.repository("k35");
        RepositoryClient there = second.repository("k35");
        there.push("{}".getBytes(UTF_8));
        for (int cut = 0; cut < 200; cut++) {
            byte[] content = bytes(2_000 + random.nextInt(6_000));
            String location = here.startUpload();
            int until = random.nextInt(content.length);
            try (Wire wire = here.client().connect()) {
                wire.send(here.client().start("PATCH", location, "Content-Length: " + content.length + "\r\n"))
                        .send(Arrays.copyOf(content, until))
                        .endOfRequest()
                        .readToEnd();
            }
            int received = received(there, location);
            assertThat(received).isBetween(0, until);
            Digest digest = ManifestBuilder.digest(content);
            Reply finished = there.client()
                    .with("Content-Range", received + "-" + (content.length - 1))
                    .put(location + "?digest=" + digest, Arrays.copyOfRange(content, received, content.length));
            assertThat(finished.status()).as("cut at %s: %s", until, finished).isEqualTo(201);
            RepositoryClient reader = cut % 2 == 0 ? here : there;
            assertThat(reader.client().get(reader.blob(digest)).body()).isEqualTo(content);
        }
        assertThat(number("SELECT count(*) FROM content.upload")).isZero();
    }

    /// A balancer that lost the answer to a POST sends it once more, to another replica, perhaps at the same time.
    @Test
    @Tag("K36")
    void chargeAPostOnceThatCameTwice() throws Exception {
        json(first.client(), "/api/v1/namespaces/admin/quota", "{\"limit\": 50000000}", 200);
        long before = charged();
        List<RepositoryClient> both = List.of(first.repository("k36"), second.repository("k36"));
        long size = 0;
        for (int i = 0; i < 10; i++) {
            byte[] content = bytes(10_000);
            size += content.length;
            String path = both.getFirst().uploads() + "?digest=" + ManifestBuilder.digest(content);
            List<Future<Reply>> answers = new ArrayList<>();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                both.forEach(to -> answers.add(clients.submit(() -> to.client().post(path, content))));
                for (Future<Reply> answer : answers) {
                    assertThat(answer.get().status()).isEqualTo(201);
                }
            }
        }
        assertThat(charged() - before).isEqualTo(size);
        assertThat(number("SELECT count(*) FROM content.upload")).isZero();
    }

    @Test
    @Tag("K37")
    void areNotHarmedByAWriterThatSleptPastItsLease() throws Exception {
        RepositoryClient here = first.repository("k37");
        RepositoryClient there = second.repository("k37");
        byte[] content = bytes(3_000_000);
        Digest digest = ManifestBuilder.digest(content);
        String location = here.startUpload();
        assertThat(here.client()
                        .patch(location, Arrays.copyOf(content, 1_000_000))
                        .status())
                .isEqualTo(202);
        try (Wire wire = here.client().connect()) {
            // other bytes than those that the client will send elsewhere: they must not show up
            wire.send(here.client().start("PATCH", location, "Content-Length: 2000000\r\n"))
                    .send(bytes(900_000));
            await().until(() -> number("SELECT count(*) FROM content.upload WHERE state = 'WRITING'") == 1);
            signal("STOP", first.process().pid());
            // half a minute passes
            execute("UPDATE content.upload SET writer_until = now() - INTERVAL '1 s' WHERE state = 'WRITING'");
            byte[] rest = Arrays.copyOfRange(content, 1_000_000, content.length);
            Reply finished =
                    there.client().with("Content-Range", "1000000-2999999").put(location + "?digest=" + digest, rest);
            signal("CONT", first.process().pid());
            assertThat(finished.status()).as("%s", finished).isEqualTo(201);

            Reply late = wire.send(bytes(1_100_000)).read();
            assertThat(late.status()).as("%s", late).isEqualTo(404);
        }
        assertThat(here.client().get(here.blob(digest)).body()).isEqualTo(content);
        assertThat(there.client().get(there.blob(digest)).body()).isEqualTo(content);
        assertThat(number("SELECT count(*) FROM content.upload")).isZero();
    }

    @Test
    @Tag("L8")
    void tellAnEventOnce() throws Exception {
        List<RepositoryClient> both = List.of(first.repository("l8"), second.repository("l8"));
        ManifestBuilder image = both.getFirst().pushImage("t0", "layer".getBytes(UTF_8));
        for (int i = 0; i < 40; i++) {
            RepositoryClient to = both.get(i % 2);
            assertThat(to.put("t" + i, image).status()).isEqualTo(201);
            assertThat(to.client().delete(to.manifest("t" + i)).status()).isEqualTo(202);
        }
        await().until(() -> number("SELECT count(*) FROM work.outbox WHERE reader = 'audit'") == 0);
        assertThat(number("SELECT count(*) FROM activity.audit WHERE action = 'tag.delete'"))
                .isEqualTo(40);
        assertThat(number("SELECT count(DISTINCT details ->> 'tag') FROM activity.audit WHERE action = 'tag.delete'"))
                .isEqualTo(40);
    }

    /// What one replica changes, the other one obeys in its next answer. A registry token that was given before a grant
    /// was taken away ends by itself, after minutes.
    @Test
    @Tag("L12")
    void obeyAtOnceWhatTheOtherOneTookAway() {
        RepositoryClient owner = first.repository("l12");
        owner.pushImage("v1", "layer".getBytes(UTF_8));
        json(first.client(), "/api/v1/users", "{\"name\": \"guest\", \"password\": \"a horse and a battery\"}", 201);
        RegistryClient guest = second.client().basic("guest", "a horse and a battery");
        String scope = "repository:" + owner.name() + ":pull";
        String manifest = owner.manifest("v1");
        for (int round = 0; round < 5; round++) {
            String grants = "/api/v1/repositories/" + owner.name() + "/-/grants";
            json(first.client(), grants, "{\"kind\": \"user\", \"name\": \"guest\", \"role\": \"read\"}", 200);
            assertThat(guest.asking(scope).get(manifest).status()).isEqualTo(200);

            Reply revoked = first.client().delete(grants + "/user/guest");
            assertThat(revoked.status()).as("%s", revoked).isEqualTo(204);

            assertThat(guest.asking(scope).get(manifest).status()).isEqualTo(404);
        }
        RepositoryClient there = second.repository("l12");
        assertThat(there.client().head(manifest).status()).isEqualTo(200);
        ManifestBuilder moved = owner.pushImage("v1", "another".getBytes(UTF_8));
        assertThat(there.client().get(manifest).body()).isEqualTo(moved.bytes());
        assertThat(owner.client().delete(manifest).status()).isEqualTo(202);
        assertThat(there.client().head(manifest).status()).isEqualTo(404);
        json(first.client(), "PATCH", "/api/v1/users/guest", "{\"disabled\": true}", 200);
        assertThat(guest.get("/v2/").status()).isEqualTo(401);
    }

    private static void json(RegistryClient client, String path, String body, int status) {
        json(client, status == 201 ? "POST" : "PUT", path, body, status);
    }

    private static void json(RegistryClient client, String method, String path, String body, int status) {
        Reply reply = client.with("Content-Type", JSON).send(method, path, body.getBytes(UTF_8));
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Of nothing the protocol can only say `0-0`.
    private static int received(RepositoryClient repository, String location) {
        Reply status = repository.client().get(location);
        assertThat(status.status()).as("%s", status).isEqualTo(204);
        int last = Integer.parseInt(status.header("Range").orElseThrow().substring(2));
        return last == 0 ? 0 : last + 1;
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long charged() throws SQLException {
        return number("SELECT COALESCE(sum(bytes), 0) FROM content.quota_charge");
    }

    private static void execute(String statement) throws SQLException {
        try (var connection = DATABASE.connect();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long number(String query) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
