package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C15")
class LayerReaderTest {

    private final List<LayerEntry> entries = new ArrayList<>();
    private final LayerLimits limits = LayerLimits.DEFAULT;

    @Test
    void listsWhatAnArchiveHas() throws IOException {
        byte[] layer = tar().directory("./etc/")
                .file("./etc/passwd", "root")
                .symlink("etc/alias", "passwd")
                .hardlink("/etc/other", "etc/passwd")
                .bytes();

        read(layer);

        assertThat(paths()).containsExactly("etc", "etc/passwd", "etc/alias", "etc/other");
        assertThat(kinds()).containsExactly(EntryKind.DIRECTORY, EntryKind.FILE, EntryKind.SYMLINK, EntryKind.HARDLINK);
        LayerEntry file = entries.get(1);
        assertThat(file.facts().size()).isEqualTo(4);
        assertThat(file.facts().mode()).isEqualTo(0755);
        assertThat(file.facts().uid()).isEqualTo(1000);
        assertThat(file.facts().gid()).isEqualTo(100);
        assertThat(file.facts().modified()).contains(Instant.ofEpochSecond(014776700000));
        int position = (int) file.position().orElseThrow();
        assertThat(new String(layer, position, 4, UTF_8)).isEqualTo("root");
        assertThat(entries.get(3).target()).isEqualTo("etc/passwd");
    }

    @Test
    void readsEachCompression() throws IOException {
        TarBuilder archive = tar().file("a", "1");
        byte[] members = join(
                TarBuilder.gzip(Arrays.copyOf(archive.bytes(), 700)),
                TarBuilder.gzip(Arrays.copyOfRange(archive.bytes(), 700, 2048)));
        byte[] skippable = join(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9}, archive.zstd());

        for (byte[] layer : List.of(archive.bytes(), archive.gzip(), archive.zstd(), members, skippable)) {
            entries.clear();
            assertThat(read(layer).bytes()).isEqualTo(2048);
            assertThat(paths()).containsExactly("a");
        }
        // from a network, bytes come when they come
        entries.clear();
        LayerReader.read(slowly(members), limits, () -> false, entries::add);
        assertThat(paths()).containsExactly("a");
    }

    @Test
    void refusesPathsThatLeadOut() throws IOException {
        LayerReader.Result result = read(tar().file("../../etc/shadow", "x")
                .file("a/../../b", "x")
                .file("/etc/absolute", "x")
                .hardlink("out", "../../etc/shadow")
                .pax("path", "nul\0/x")
                .file("replaced", "x")
                .header("n".repeat(80) + "/" + "\\..\\..\\x", '0', 0, "")
                .bytes());

        assertThat(result.refused()).isEqualTo(4);
        assertThat(paths()).startsWith("etc", "etc/absolute").hasSize(4).noneMatch(it -> it.contains(".." + "/"));
    }

    @Test
    void keepsLinksAndDevicesAsNames() throws IOException {
        read(tar().symlink("link", "/etc")
                .file("link/passwd", "x")
                .header("dev/null", '3', 0, "")
                .header("pipe", '6', 0, "")
                .bytes());

        assertThat(paths()).containsExactly("link", "link", "link/passwd", "dev", "dev/null", "pipe");
        assertThat(entries.get(0).then(entries.get(1)).kind()).isEqualTo(EntryKind.SYMLINK);
        assertThat(entries.get(4).kind()).isEqualTo(EntryKind.DEVICE);
    }

    @Test
    void tellsWhatALayerTakesAway() throws IOException {
        LayerReader.Result result = read(tar().file("a/.wh.b", "")
                .file("c/.wh..wh..opq", "")
                .file(".wh..wh.plnk", "")
                .file(".wh...", "")
                .file("d/.wh.e", "")
                .directory("d/e")
                .bytes());

        assertThat(result.refused()).isEqualTo(2);
        Map<String, LayerEntry> last = new LinkedHashMap<>();
        entries.forEach(it -> last.merge(it.path().toString(), it, LayerEntry::then));
        assertThat(last.get("a/b").kind()).isEqualTo(EntryKind.WHITEOUT);
        assertThat(last.get("c").opaque()).isTrue();
        assertThat(last.get("d/e").kind()).isEqualTo(EntryKind.DIRECTORY);
        assertThat(last.get("d/e").opaque()).isTrue();
        assertThat(last.get("d").opaque()).isFalse();
    }

    @Test
    void failsOnArchivesThatMakeNoSense() {
        assertThat(failure(tar().file("a", "1")
                        .pax("size", "9223372036854775808")
                        .file("b", "2")
                        .bytes()))
                .isEqualTo(LayerFailure.INVALID);
        assertThat(failure(
                        tar().pax("size", "9223372036854775807").file("b", "2").bytes()))
                .isEqualTo(LayerFailure.INVALID);
        assertThat(failure(tar().pax("size", "-1").file("b", "2").bytes())).isEqualTo(LayerFailure.INVALID);
        assertThat(failure(tar().header("cut", '0', 100_000, "").unfinished())).isEqualTo(LayerFailure.INVALID);
        assertThat(failure("x".repeat(2000).getBytes(UTF_8))).isEqualTo(LayerFailure.INVALID);
        byte[] gzip = tar().file("a", "1").gzip();
        assertThat(failure(Arrays.copyOf(gzip, gzip.length / 2))).isEqualTo(LayerFailure.INVALID);
        byte[] zstd = tar().file("a", "1").zstd();
        assertThat(failure(Arrays.copyOf(zstd, zstd.length / 2))).isEqualTo(LayerFailure.INVALID);
    }

    @Test
    void readsEmptyLayers() throws IOException {
        assertThat(read(new byte[0]).entries()).isZero();
        assertThat(read(tar().bytes()).entries()).isZero();
        assertThat(read(tar().gzip()).entries()).isZero();
    }

    @Test
    void looksIntoNoNestedArchive() throws IOException {
        byte[] inner = tar().file("inner", "x").bytes();
        read(tar().header("inner.tar", '0', inner.length, "").content(inner).gzip());

        assertThat(paths()).containsExactly("inner.tar");
    }

    @Test
    void skipsSparseFilesOfAnySize() throws IOException {
        byte[] map = "2\n0\n1\n1073741824\n0\n".getBytes(UTF_8);
        byte[] record = record(
                "GNU.sparse.major=1",
                "GNU.sparse.minor=0",
                "GNU.sparse.realsize=" + (1 << 30),
                "GNU.sparse.name=holes");

        read(tar().header("PaxHeader", 'x', record.length, "")
                .content(record)
                .header("GNUSparseFile.0/holes", '0', 513, "")
                .content(join(Arrays.copyOf(map, 512), new byte[] {1}))
                .file("after", "y")
                .bytes());

        assertThat(paths()).containsExactly("holes", "after");
        assertThat(entries.getFirst().facts().size()).isEqualTo(1 << 30);
        assertThat(entries.getFirst().position()).isEmpty();
    }

    @Test
    void replacesWhatIsNoText() throws IOException {
        read(tar().header(new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b'}, '0', 0, new byte[0])
                .bytes());

        assertThat(paths()).hasSize(1).allMatch(it -> it.startsWith("a") && it.endsWith("b"));
    }

    @Test
    void blamesTheStorageForWhatItDid() {
        byte[] layer = tar().file("a", "1").gzip();
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(layer, 0, 20), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThat(catchThrowableOfType(
                        UncheckedIOException.class, () -> LayerReader.read(broken, limits, () -> false, entries::add)))
                .hasMessageContaining("connection reset");
    }

    private LayerReader.Result read(byte[] layer) throws IOException {
        return LayerReader.read(new ByteArrayInputStream(layer), limits, () -> false, entries::add);
    }

    private LayerFailure failure(byte[] layer) {
        LayerFailedException failure = catchThrowableOfType(LayerFailedException.class, () -> read(layer));
        assertThat(failure).as("it was read: " + paths()).isNotNull();
        return failure.failure();
    }

    private List<String> paths() {
        return entries.stream().map(it -> it.path().toString()).toList();
    }

    private List<EntryKind> kinds() {
        return entries.stream().map(LayerEntry::kind).toList();
    }

    private static byte[] record(String... pairs) {
        StringBuilder record = new StringBuilder();
        for (String pair : pairs) {
            int length = pair.length() + 4;
            record.append(length + String.valueOf(length).length() - 2)
                    .append(' ')
                    .append(pair)
                    .append('\n');
        }
        return record.toString().getBytes(UTF_8);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static InputStream slowly(byte[] content) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 7));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }
}
