package io.slipway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageKeyTest {

    @Test
    void spreadsFreshKeysOverShards() {
        StorageKey key = StorageKey.fresh();

        assertThat(key.value()).matches("([0-9a-f]{2})/\\1[0-9a-f]{6}-[0-9a-f-]{27}");
        assertThat(StorageKey.fresh()).isNotEqualTo(key);
    }

    @Test
    void acceptsTheLayoutOfOtherRegistries() {
        assertThat(new StorageKey("docker/registry/v2/blobs/sha256/00/0011/data").value())
                .endsWith("/data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "a/./b",
                "a\\b",
                "a\0b",
                "a\nb",
                ".slipway-store"
            })
    void refusesWhatCouldLeaveTheStore(String value) {
        assertThatThrownBy(() -> new StorageKey(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesOverlongKeys() {
        assertThat(new StorageKey("a".repeat(512)).value()).hasSize(512);
        assertThatThrownBy(() -> new StorageKey("a".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesRangesThatCannotBe() {
        assertThat(new ByteRange(3, 7).length()).isEqualTo(4);
        assertThatThrownBy(() -> new ByteRange(-1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteRange(3, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
