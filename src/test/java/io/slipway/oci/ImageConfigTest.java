package io.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {

    @Test
    void readsWhatPeopleWantToKnow() {
        ImageConfig config = read("""
                {"os": "linux", "architecture": "arm", "variant": "v7", "os.version": "1", "created": "2026-05-03T10:00:00.5+02:00",
                 "author": "Ada", "rootfs": {"type": "layers", "diff_ids": ["sha256:x"]},
                 "config": {"Entrypoint": ["/bin/app"], "Cmd": ["serve"], "Env": ["PATH=/bin", "A="], "User": "65532",
                  "ExposedPorts": {"80/tcp": {}, "53/udp": {}}, "Volumes": {"/data": {}}, "WorkingDir": "/srv",
                  "StopSignal": "SIGINT", "Labels": {"a": "1"}, "Healthcheck": {"Test": ["NONE"]}},
                 "history": [{"created": "2026-05-03T08:00:00Z", "created_by": "COPY . /", "comment": "buildkit"},
                  {"created_by": "CMD [\\"serve\\"]", "empty_layer": true}]}
                """);

        assertThat(config.platform())
                .isEqualTo(new Platform("linux", "arm", Optional.of("v7"), Optional.of("1")))
                .hasToString("linux/arm/v7");
        assertThat(config.created()).contains(Instant.parse("2026-05-03T08:00:00.5Z"));
        assertThat(config.author()).contains("Ada");
        assertThat(config.settings().entrypoint()).containsExactly("/bin/app");
        assertThat(config.settings().command()).containsExactly("serve");
        assertThat(config.settings().environment()).containsExactly("PATH=/bin", "A=");
        assertThat(config.settings().ports()).containsExactly("80/tcp", "53/udp");
        assertThat(config.settings().volumes()).containsExactly("/data");
        assertThat(config.settings().user()).contains("65532");
        assertThat(config.settings().workingDirectory()).contains("/srv");
        assertThat(config.settings().stopSignal()).contains("SIGINT");
        assertThat(config.labels()).containsEntry("a", "1").hasSize(1);
        assertThat(config.history()).extracting(ImageConfig.Step::empty).containsExactly(false, true);
        assertThat(config.history().getFirst().createdBy()).isEqualTo("COPY . /");
        assertThat(config.cut()).isFalse();
    }

    @Test
    @Tag("C14")
    void passesOverWhatHasAnotherType() {
        ImageConfig config = read("""
                {"os": {"x": [1]}, "architecture": 5, "created": "yesterday", "author": null, "history": {"0": {}},
                 "config": {"Entrypoint": "/bin/sh", "Cmd": null, "Env": [1, {"a": 1}, "B=2"], "Labels": ["x"],
                  "ExposedPorts": ["80"], "User": {}}, "config ": []}
                """);

        assertThat(config.platform()).hasToString("5");
        assertThat(config.created()).isEmpty();
        assertThat(config.settings().entrypoint()).containsExactly("/bin/sh");
        assertThat(config.settings().command()).isEmpty();
        assertThat(config.settings().environment()).containsExactly("1", "", "B=2");
        assertThat(config.labels()).isEmpty();
        assertThat(config.history()).isEmpty();
    }

    @Test
    void takesTheZeroTimeForNone() {
        assertThat(read("{\"created\": \"0001-01-01T00:00:00Z\"}").created()).isEmpty();
        assertThat(read("{\"created\": \"+99999-01-01T00:00:00Z\"}").created()).isEmpty();
    }

    @Test
    @Tag("C14")
    void keepsOnlyWhatCanBeStored() {
        ImageConfig config = read(
                "{\"author\": \"a\\u0000b\\ud800c\\ud83d\\ude00\", \"config\": {\"Labels\": {\"\\u0000\": \"\"}}}");

        assertThat(config.author()).contains("a\uFFFDb\uFFFDc\uD83D\uDE00");
        assertThat(config.labels()).containsOnlyKeys("\uFFFD");
    }

    @Test
    @Tag("C14")
    void keepsNoMoreThanAPageCanShow() {
        ImageConfig one = read("{\"author\": \"" + "x".repeat(100_000) + "\"}");
        ImageConfig many = read("{\"config\": {\"Env\": [" + "\"\",".repeat(1_000_000) + "\"\"]}}");

        assertThat(one.author().orElseThrow()).hasSize(LooseJson.MAX_TEXT);
        assertThat(one.cut()).isTrue();
        assertThat(many.settings().environment()).hasSizeLessThan(70_000);
        assertThat(many.cut()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "null", "{", "{\"a\"}", "\"x\"", "{\"os\": \"linux", "<html>", "{\"a\": 1e99999x}"})
    @Tag("C14")
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(OciException.class);
    }

    @Test
    @Tag("C14")
    void refusesDeepNesting() {
        assertThatThrownBy(() -> read("{\"config\": " + "[".repeat(1_000_000))).isInstanceOf(OciException.class);
    }

    @Test
    void tellsBytesThatCannotBeReadFromBytesThatMakeNoSense() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> ImageConfig.read(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void putsPlatformsInOneOrder() {
        assertThat(Stream.of(
                                "windows/amd64",
                                "linux/s390x",
                                "linux/mips",
                                "linux/arm/v7",
                                "linux/arm64/v8",
                                "linux/amd64")
                        .map(ImageConfigTest::platform)
                        .sorted())
                .extracting(Platform::toString)
                .containsExactly(
                        "linux/amd64", "linux/arm64/v8", "linux/arm/v7", "linux/s390x", "linux/mips", "windows/amd64");
    }

    private static Platform platform(String text) {
        String[] parts = text.split("/");
        return new Platform(
                parts[0], parts[1], parts.length > 2 ? Optional.of(parts[2]) : Optional.empty(), Optional.empty());
    }

    private static ImageConfig read(String text) {
        return ImageConfig.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
