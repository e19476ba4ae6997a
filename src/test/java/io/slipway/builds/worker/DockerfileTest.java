package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "FROM scratch\nRUN <<EOF\nls\n",
                "FROM scratch\nRUN <<EOF\nls\n EOF",
                "FROM scratch\nCOPY <<-\"END\" <<'MORE' /x\n\tEND\n\tMORE",
                "FROM scratch\nRUN --network=host <<EOF\nls\nEOF",
                "FROM scratch\nRUN <<EOF\nls\nEOF\nRUN --security=insecure true",
                // no here-document: what follows is an instruction
                "FROM scratch\nRUN [\"sh\", \"-c\", \" <<EOF \"]\nRUN --network=host true\nEOF x",
                "FROM scratch\nRUN echo ' <<EOF '\nRUN --network=host true\nEOF x",
                "FROM scratch\nRUN echo \"a\\\" <<EOF \"\nRUN --network=host true\nEOF x",
                "FROM scratch\nRUN cat<<EOF\nRUN --network=host true\nEOF",
                "FROM scratch\nENV X <<EOF\nRUN --network=host true\nEOF",
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
    void seesThroughHereDocuments() {
        Dockerfile file = Dockerfile.parse("""
                FROM registry.example.com/base AS base
                RUN --mount=type=cache,target=/c <<EOF sh && \\
                    cat 3<<-"SECOND \\
                LINE"
                FROM registry.example.com/inside
                # EOF
                RUN --network=host true

                EOF
                \t\tCOPY --from=registry.example.com/inside /a /b
                \tSECOND LINE
                COPY --from=registry.example.com/other <<'ONE' <<TWO /x/
                ARG BASE=registry.example.com/inside \\
                ONE
                ONE
                TWO
                ONBUILD RUN <<EOF
                FROM registry.example.com/inside
                EOF
                FROM base
                RUN echo done
                """);
        assertThat(file.images(Map.of())).containsExactly("registry.example.com/base", "registry.example.com/other");
        assertThat(file.hasHereDocuments()).isTrue();
        assertThat(Dockerfile.parse("FROM scratch\nRUN echo '<<EOF'").hasHereDocuments())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "buildah version 1.28.2 (image-spec 1.1.0-rc2), false",
        "buildah version 1.32.9, false",
        "buildah version 1.33.0-dev, true",
        "buildah version 1.41.4, true",
        "buildah version 2.0.0, true",
        "something else, false",
    })
    void knowsWhichBuildersHaveHereDocuments(String said, boolean known) {
        assertThat(BuilderVersion.knowsHereDocuments(said)).isEqualTo(known);
    }

    @Test
    void takesShiftsForWhatTheyAre() {
        assertThat(Dockerfile.parse("FROM scratch\nRUN echo $((1<<2)) <<<word").hasStage(""))
                .isFalse();
    }
}
