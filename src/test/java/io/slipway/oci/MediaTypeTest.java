package io.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @ParameterizedTest
    @EnumSource
    void findsTypesWhateverTheirCaseParametersAndSpaces(MediaType type) {
        assertThat(MediaType.find(type.value())).contains(type);
        assertThat(MediaType.find(" " + type.value() + " ; charset=utf-8")).contains(type);
        assertThat(MediaType.find(type.value().toUpperCase(Locale.ROOT))).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "application/json", "application/vnd.oci.image.manifest.v1", "*/*"})
    void findsNothingElse(String contentType) {
        assertThat(MediaType.find(contentType)).isEmpty();
    }

    @Test
    void knowsTheIndexTypes() {
        assertThat(MediaType.values())
                .filteredOn(MediaType::isIndex)
                .containsExactly(MediaType.OCI_INDEX, MediaType.DOCKER_LIST);
    }
}
