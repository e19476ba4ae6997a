package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.TestDatabase;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A blob larger than the memory of the program, which has 128 MiB.
class LargeBlobHttpTest {

    private static final long SIZE = 300L * 1024 * 1024;

    @TempDir
    Path data;

    @Test
    @Tag("J4")
    void streamsABlobLargerThanItsMemory() throws Exception {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        try (InputStream whole = new DigestInputStream(new Pattern(SIZE), hash)) {
            whole.transferTo(OutputStream.nullOutputStream());
        }
        String digest = "sha256:" + HexFormat.of().formatHex(hash.digest());
        try (ChildServer server = ChildServer.start(data, TestDatabase.migrated());
                HttpClient http = HttpClient.newHttpClient()) {
            RepositoryClient repository = server.repository("large");
            String location = repository.startUpload();

            HttpResponse<Void> pushed = http.send(
                    request(server, repository, location)
                            .method("PATCH", BodyPublishers.ofInputStream(() -> new Pattern(SIZE)))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(pushed.statusCode()).isEqualTo(202);
            Reply finished = repository.client().put(location + "?digest=" + digest, new byte[0]);
            assertThat(finished.status()).as("%s", finished).isEqualTo(201);
            HttpResponse<InputStream> pulled = http.send(
                    request(server, repository, repository.blob(digest)).build(), BodyHandlers.ofInputStream());

            assertThat(pulled.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
            try (InputStream got = new DigestInputStream(pulled.body(), hash)) {
                assertThat(got.transferTo(OutputStream.nullOutputStream())).isEqualTo(SIZE);
            }
            assertThat("sha256:" + HexFormat.of().formatHex(hash.digest())).isEqualTo(digest);
            assertThat(peakMemoryKib(server.process().pid())).isLessThan(400 * 1024);
        }
    }

    private static HttpRequest.Builder request(ChildServer server, RepositoryClient repository, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
        repository.client().headers().forEach(header -> request.header(header.name(), header.value()));
        return request;
    }

    /// What the process had in memory at most, all of it.
    private static long peakMemoryKib(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", "" + pid, "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /// Bytes that can be made again at any speed.
    private static final class Pattern extends InputStream {

        private final long size;
        private long position;

        Pattern(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            return position < size ? at(position++) : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length, size - position);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) at(position++);
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private static int at(long position) {
            return (int) (position ^ position >> 9 ^ position >> 17) & 0xff;
        }
    }
}
