package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {

    @Test
    void knowsTheImagesThatItNeeds() {
        Dockerfile file = Dockerfile.parse("""
                # syntax=evil.example/frontend
                ARG VERSION=12
                ARG BASE="registry.example.com/base"
                FROM --platform=linux/amd64 ${BASE}:$VERSION AS Tools
                ARG VERSION=inner
                COPY --from=registry.example.com/other:1 /a /b
                RUN --mount=type=bind,from=registry.example.com/third,target=/x \\
                    # a comment between

                    ls
                FROM tools
                COPY --from=tools /a /b
                COPY --from=0 /a /b
                from ${NEXT:-registry.example.com/last} as end
                """);
        assertThat(file.images(Map.of("VERSION", "13")))
                .containsExactly(
                        "registry.example.com/base:13",
                        "registry.example.com/other:1",
                        "registry.example.com/third",
                        "registry.example.com/last");
        assertThat(file.hasStage("TOOLS")).isTrue();
        assertThat(file.hasStage("none")).isFalse();
    }

    @Test
    void continuesLinesByTheEscapeThatItNames() {
        Dockerfile file = Dockerfile.parse("# escape=`\nFROM `\n  scratch\nCOPY a c:\\\nRUN x\n");
        assertThat(file.images(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RUN true",
                "FROM",
                "FROM a b c",
                "FROM $NOTHING",
                "FROM scratch\nRUN <<EOF\nls\nEOF",
                "FROM scratch\nCOPY <<-\"END\" /x\nEND",
                "FROM scratch\nRUN --security=insecure true",
                "FROM scratch\nRUN --mount=type=tmpfs,target=/x --network=host true",
                "FROM scratch\nrun \\\n --device=/dev/sda true",
            })
    @Tag("F9")
    void refusesWhatNoBuildGets(String text) {
        assertThatThrownBy(() -> Dockerfile.parse(text).images(Map.of()))
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.reason()).isEqualTo(BuildReason.DOCKERFILE));
    }

    @Test
    void takesShiftsForWhatTheyAre() {
        assertThat(Dockerfile.parse("FROM scratch\nRUN echo $((1<<2)) <<<word").hasStage(""))
                .isFalse();
    }
}
