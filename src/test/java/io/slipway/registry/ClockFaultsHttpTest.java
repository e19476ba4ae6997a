package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.ShiftedClock;
import io.slipway.testing.TestDatabase;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A replica whose clock is wrong, beside one whose clock is right.
class ClockFaultsHttpTest {

    private static final Pattern MANAGEMENT = Pattern.compile(".*Tomcat started on port (\\d+).*");

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static ChildServer right;

    @BeforeAll
    static void startTheOneThatIsRight() throws Exception {
        right = ChildServer.start(folder.resolve("right"), DATABASE, blobs());
    }

    @AfterAll
    static void stop() throws Exception {
        if (right != null) {
            right.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT-10M"})
    @Tag("K38")
    void takesAReplicaOutWhoseClockIsFarOff(String offset) throws Exception {
        try (ChildServer wrong = start(offset)) {
            RegistryClient management = management(wrong);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> management
                            .get("/readyz")
                            .text()
                            .matches(".*\"clock\":\\{\"status\":\"DOWN\",[^}]*(600|599)\\.\\d s.*"));
            assertThat(wrong.client().get("/readyz").status()).isEqualTo(503);
            assertThat(management.get("/metrics").text())
                    .containsPattern("slipway_clock_offset_seconds -?(600|599)\\.");
            assertThat(wrong.output())
                    .anyMatch(line -> line.matches(".*The clock of this machine is (600|599)\\.\\d s.*"));

            // should it be asked all the same: nobody believes its tokens, nor it those of others
            RepositoryClient here = right.repository("k38");
            ManifestBuilder image = here.pushImage("v1", offset.getBytes(UTF_8));
            RegistryClient stranger = here.client().at(new InetSocketAddress("localhost", wrong.port()));
            assertThat(stranger.get(here.manifest("v1")).status()).isEqualTo(401);
            RepositoryClient there = wrong.repository("k38");
            RegistryClient back = there.client().at(new InetSocketAddress("localhost", right.port()));
            assertThat(back.get(here.manifest("v1")).status()).isEqualTo(401);

            // and what it writes has the times of the database
            String location = there.startUpload();
            assertThat(there.client().patch(location, "late".getBytes(UTF_8)).status())
                    .isEqualTo(202);
            assertThat(secondsFromNow("SELECT max(expires_at) FROM content.upload"))
                    .isBetween(86_300L, 86_400L);
            assertThat(there.put("v2", image).status()).isEqualTo(201);
            assertThat(secondsFromNow("SELECT max(pushed_at) FROM content.manifest"))
                    .isBetween(-100L, 0L);
            assertThat(here.client().get(here.manifest("v2")).body()).isEqualTo(image.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-20S"})
    @Tag("K38")
    void warnsOfAClockThatIsALittleOff(String offset) throws Exception {
        try (ChildServer wrong = start(offset)) {
            await().until(() -> wrong.client().get("/readyz").status() == 200);
            assertThat(wrong.output()).anyMatch(line -> line.contains("s behind the database's; over 30 s"));

            RepositoryClient here = right.repository("k38");
            here.pushImage("v1", offset.getBytes(UTF_8));
            RegistryClient stranger = here.client().at(new InetSocketAddress("localhost", wrong.port()));
            assertThat(stranger.get(here.manifest("v1")).status()).isEqualTo(200);
            RegistryClient back = wrong.repository("k38").client().at(new InetSocketAddress("localhost", right.port()));
            assertThat(back.get(here.manifest("v1")).status()).isEqualTo(200);
        }
    }

    private static ChildServer start(String offset) throws Exception {
        return ChildServer.start(
                folder.resolve("wrong" + offset),
                DATABASE,
                blobs(),
                "-Dtest.clock.offset=" + offset,
                "--spring.main.sources=" + ShiftedClock.class.getName());
    }

    private static String blobs() {
        return "--slipway.storage.disk.path=" + folder.resolve("blobs");
    }

    /// Its Tomcat is the last one that starts.
    private static RegistryClient management(ChildServer server) {
        return await().until(
                        () -> server.output().stream()
                                .map(MANAGEMENT::matcher)
                                .filter(Matcher::matches)
                                .map(line -> Integer.parseInt(line.group(1)))
                                .filter(port -> port != server.port())
                                .findFirst(),
                        Optional::isPresent)
                .map(RegistryClient::on)
                .orElseThrow();
    }

    private static long secondsFromNow(String query) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SELECT CAST(extract(epoch FROM (" + query + ") - now()) AS bigint)")) {
            result.next();
            return result.getLong(1);
        }
    }
}
