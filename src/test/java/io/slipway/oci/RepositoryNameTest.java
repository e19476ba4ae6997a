package io.slipway.oci;

import static io.slipway.oci.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "static_web",
                "acme/app",
                "acme/team/web/deep/er",
                "a.b/c_d/e__f/g-h/i---j",
                "1/2",
                "a-b_c.d"
            })
    void acceptsNamesOfTheSpecification(String text) {
        assertThat(RepositoryName.parse(text)).hasToString(text);
    }

    @Test
    @Tag("C1")
    void takesAtMost255Characters() {
        for (int length : new int[] {254, 255}) {
            var name = "acme/" + "a".repeat(length - 5);
            assertThat(RepositoryName.parse(name).value()).hasSize(length);
        }
        assertRefused(ErrorCode.NAME_INVALID, () -> RepositoryName.parse("acme/" + "a".repeat(251)))
                .contains("256 characters");
    }

    @Test
    void namespaceIsTheFirstPart() {
        var name = RepositoryName.parse("acme/team/web");
        assertThat(name.namespace()).isEqualTo("acme");
        assertThat(name.hasNamespace()).isTrue();
    }

    @Test
    void nameOfOnePartHasNoNamespace() {
        var name = RepositoryName.parse("static_web");
        assertThat(name.namespace()).isEqualTo("static_web");
        assertThat(name.hasNamespace()).isFalse();
    }

    @Test
    void sortsByAscii() {
        var names = Stream.of("b", "a/c", "a", "a_b", "a-b", "a0")
                .map(RepositoryName::parse)
                .sorted();
        assertThat(names).map(RepositoryName::value).containsExactly("a", "a-b", "a/c", "a0", "a_b", "b");
    }
}
