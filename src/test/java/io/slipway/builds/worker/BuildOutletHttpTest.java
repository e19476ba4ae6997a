package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.work.OutboundAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Where commands of the builder get to that go to other machines: `127.0.0.1` is open here, `127.0.0.2` is not.
class BuildOutletHttpTest extends BuildHttpBase {

    private static final String LAYER = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    @Autowired
    OutboundAddresses outbound;

    @Autowired
    Outlets outlets;

    @Autowired
    Sandbox sandbox;

    private Canary canary;
    private FakeRegistry registry;

    @BeforeEach
    void startServers() throws IOException {
        canary = new Canary("127.0.0.2");
        registry = new FakeRegistry();
    }

    @AfterEach
    void stopServers() {
        canary.close();
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "[::ffff:127.0.0.2]", "canary.internal"})
    @Tag("E3")
    @Tag("F10")
    void areNotSentToPrivateAddressesByARegistry(String host) throws Exception {
        registry.redirect("http://" + host + ":" + canary.port());
        try (Outlet outlet = new Outlet(outbound, Map.of("registry.test:" + registry.port(), registry.address()))) {
            assertThat(pull(outlet)).containsAnyOf("not allowed", "connection refused");
        }
        assertThat(registry.requests()).anyMatch(path -> path.contains("/blobs/"));
        assertThat(canary.requests()).isEmpty();
    }

    /// The builder asks for loopback without the outlet: that is the sandbox's own, where nothing listens.
    @Test
    @Tag("E3")
    @Tag("F10")
    void areNotSentToThisMachineByARegistry() throws Exception {
        registry.redirect("http://localhost:" + port);
        try (Outlet outlet = new Outlet(outbound, Map.of("registry.test:" + registry.port(), registry.address()))) {
            assertThat(pull(outlet)).contains("connection refused");
        }
        assertThat(registry.requests()).anyMatch(path -> path.contains("/blobs/"));
    }

    /// Names that no name server knows: the sandbox looks up none, and asks nobody a second time.
    @Test
    @Tag("E2")
    void areSentToWhatIsOpen() throws Exception {
        registry.redirect("http://files.test:" + canary.port());
        Map<String, InetSocketAddress> known = Map.of(
                "registry.test:" + registry.port(),
                registry.address(),
                "files.test:" + canary.port(),
                canary.address());
        try (Outlet outlet = new Outlet(outbound, known)) {
            pull(outlet);
            assertThat(outlet.refusal()).isEmpty();
        }
        assertThat(canary.requests()).anyMatch(path -> path.contains("/blobs/"));
    }

    @Test
    @Tag("E1")
    @Tag("F10")
    void areNotSentToPrivateAddressesByLayersOfImages() throws Exception {
        Repository repository = repository();
        byte[] config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
                        .formatted(Digest.sha256("x".getBytes(UTF_8)))
                        .getBytes(UTF_8);
        send("POST", "/v2/" + repository.name() + "/blobs/uploads/?digest=" + Digest.sha256(config), config, "*/*");
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"%s","size":%d},
                "layers":[{"mediaType":"%s","digest":"%s","size":9,"urls":["http://10.0.0.1/layer","http://127.0.0.2:%d/layer"]}]}
                """.formatted(
                        MANIFEST,
                        Digest.sha256(config),
                        config.length,
                        LAYER,
                        Digest.sha256("layer".getBytes(UTF_8)),
                        canary.port());
        send("PUT", "/v2/" + repository.name() + "/manifests/evil", manifest.getBytes(UTF_8), MANIFEST);
        String base = "localhost:" + port + "/" + repository.name() + ":evil";
        Ended ended = build(repository, Map.of("Dockerfile", "FROM " + base + "\n"), PLAN);
        assertThat(ended.reason()).isEqualTo("BASE_IMAGE");
        assertThat(ended.detail()).as(log(repository, 1)).contains("slipway.outbound.allow");
        assertThat(canary.requests()).isEmpty();
    }

    @Test
    @Tag("E2")
    @Tag("F10")
    void haveNoOtherWayOut() throws Exception {
        String ask = "printf 'GET /v2/ HTTP/1.0\\r\\n\\r\\n' | perl /run/guide.pl slipway.builders.internal " + port;
        try (Outlet outlet = outlets.open()) {
            assertThat(run(outlet, ask)).doesNotContain("HTTP/1.1");
        }
        try (Outlet outlet = outlets.openToRegistry()) {
            String said = run(outlet, """
                    for port in %d %d; do (echo > /dev/tcp/127.0.0.1/$port) && echo open; done
                    (echo > /dev/tcp/1.1.1.1/443) && echo open
                    getent hosts localhost.example.com && echo open
                    perl /run/guide.pl 127.0.0.2 %d < /dev/null && echo open
                    perl /run/guide.pl 10.0.0.1 5432 < /dev/null && echo open
                    perl /run/guide.pl localhost %d < /dev/null && echo open
                    %s
                    """.formatted(port, canary.port(), canary.port(), port, ask));
            assertThat(said)
                    .contains("HTTP/1.1 401", "the connection to 10.0.0.1 is refused")
                    .doesNotContain("open\n");
        }
        assertThat(canary.requests()).isEmpty();
    }

    private String pull(Outlet outlet) throws Exception {
        return run(outlet, """
                export HTTP_PROXY=socks5://127.0.0.1:1080 HTTPS_PROXY=socks5://127.0.0.1:1080
                buildah --root /store/images --runroot /run/images pull --tls-verify=false \
                    docker://registry.test:%d/a/b:c
                """.formatted(registry.port()));
    }

    /// By the real sandbox, as the builder runs its commands.
    private String run(Outlet outlet, String script) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        Path store = Files.createTempDirectory(folder, "store");
        SandboxRun run = new SandboxRun(
                work,
                store,
                SandboxRun.Network.NONE,
                Optional.of(outlet.socket()),
                Map.of(),
                Map.of(),
                List.of("bash", "-c", script));
        String name = work.getFileName().toString();
        Process process = sandbox.start(name, run);
        try (BufferedReader in = process.inputReader()) {
            StringBuilder said = new StringBuilder();
            // it would try three times
            for (String line = in.readLine(); line != null; line = line.contains("retrying") ? null : in.readLine()) {
                said.append(line).append('\n');
            }
            return said.toString();
        } finally {
            process.destroyForcibly();
            sandbox.end(name);
            sandbox.delete(work);
            sandbox.delete(store);
        }
    }

    private void send(String method, String path, byte[] body, String type) throws Exception {
        String basic = Base64.getEncoder().encodeToString("builder:a horse and a staple".getBytes(UTF_8));
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", type.equals("*/*") ? "application/octet-stream" : type)
                                .method(method, BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
