package io.slipway.oci;

import static io.slipway.oci.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.2.3", "_", "A", "v1.0-rc.1_x", "a..b", "a--", "sha256-0123.sig"})
    void acceptsTagsOfTheSpecification(String text) {
        assertThat(Tag.parse(text)).hasToString(text);
    }

    @Test
    @org.junit.jupiter.api.Tag("C1")
    void takesAtMost128Characters() {
        assertThat(Tag.parse("a".repeat(127)).value()).hasSize(127);
        assertThat(Tag.parse("a".repeat(128)).value()).hasSize(128);
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> Tag.parse("a".repeat(129)))
                .contains("128");
    }
}
