package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// A server that speaks S3 and checks signatures, in a process of its own, with its objects in a
/// folder. One for the whole test run; each test makes a bucket. `SLIPWAY_TEST_S3_ENDPOINT` names
/// another one of this machine that runs already, and knows the key below.
public final class S3Server {

    public static final String ACCESS_KEY = "slipway-tests";
    public static final String SECRET_KEY = "not-a-secret-of-anybody";

    private static final Path JAR = Path.of("target", "test-servers", "s3-server.jar");
    private static final S3Server ONE = new S3Server();

    private final int port;
    private final S3Client client;

    private S3Server() {
        String other = System.getenv("SLIPWAY_TEST_S3_ENDPOINT");
        try {
            port = other == null ? Ports.free() : URI.create(other).getPort();
            if (other == null) {
                start();
            } else if (!other.equals(endpoint().toString())) {
                throw new IllegalStateException("tests reach servers as " + endpoint() + ", not " + other);
            } else {
                System.out.println("Tests use the S3 server at " + other);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        client = S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .forcePathStyle(true)
                .build();
    }

    private void start() throws IOException {
        if (!Files.isRegularFile(JAR)) {
            throw new IllegalStateException(JAR + " is missing: `mvn process-test-resources` brings it");
        }
        Path folder = TestFolder.fresh("s3");
        Path objects = Files.createDirectory(folder.resolve("objects"));
        Path settings = Files.write(
                folder.resolve("s3.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + ACCESS_KEY,
                        "s3proxy.credential=" + SECRET_KEY,
                        // tokens of sessions
                        "s3proxy.ignore-unknown-headers=true",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + objects,
                        "jclouds.identity=any",
                        "jclouds.credential=any"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
    }

    public static S3Server running() {
        return ONE;
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public S3Client client() {
        return client;
    }

    /// @param name lower-case
    public void makeBucket(String name) {
        client.createBucket(bucket -> bucket.bucket(name));
    }

    private boolean answers() {
        try (Socket _ = new Socket("127.0.0.1", port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
