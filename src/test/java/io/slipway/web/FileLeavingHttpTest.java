package io.slipway.web;

import static io.slipway.inspection.TarBuilder.tar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever downloads a file and goes away keeps none of the two places.
@SlipwayTest
class FileLeavingHttpTest extends AcmePages {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String WEB = "/r/acme/web/-/manifests/";
    private static final int SIZE = 64 << 20;

    @Test
    @Tag("C15")
    void givesThePlaceOfAClientThatLeftToOthers() throws Exception {
        byte[] block = new byte[16 * 1024];
        new Random(1).nextBytes(block);
        byte[] large = new byte[SIZE];
        for (int i = 0; i < large.length; i += block.length) {
            System.arraycopy(block, 0, large, i, block.length);
        }
        String files = WEB
                + image(tar().header("large", '0', large.length, "")
                        .content(large)
                        .file("small", "here")
                        .gzip())
                + "/files";
        await().until(() -> ada.get(files).body(), it -> it.contains(">large<"));

        try (Socket one = download(files + "/raw?path=large");
                Socket other = download(files + "/raw?path=large")) {
            // both wait until somebody takes what they send
            await().untilAsserted(() -> assertThat(reading()).isEqualTo(2));
            for (Socket socket : new Socket[] {one, other}) {
                socket.setSoLinger(true, 0);
            }
        }

        await().untilAsserted(() -> assertThat(reading()).isZero());
        assertThat(ada.get(files + "/raw?path=small").body()).isEqualTo("here");
    }

    /// Takes the first bytes, and no more.
    private Socket download(String path) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress("localhost", port));
        String cookies = ada.cookies().entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; "));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nCookie: " + cookies + "\r\n\r\n")
                        .getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static long reading() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(it -> it.getKey().getName().startsWith("files-"))
                .filter(it -> Arrays.stream(it.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("inspection.FileBytes")))
                .count();
    }

    private String image(byte[] layer) throws Exception {
        byte[] config = "{\"os\": \"linux\", \"architecture\": \"amd64\"}".getBytes(UTF_8);
        pusher().blob("acme/web", layer);
        return pusher().manifest("acme/web", "large", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s",
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": %d}],
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d}}
                """.formatted(
                MANIFEST, Digest.sha256(layer), layer.length, pusher().blob("acme/web", config), config.length));
    }
}
