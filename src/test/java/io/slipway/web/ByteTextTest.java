package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0        | 0             | 0 B
            1000     | 1000          | 1000 B
            1024 B   | 1024          | 1 KiB
            10 GiB   | 10737418240   | 10 GiB
            10gb     | 10737418240   | 10 GiB
            1.5 T    | 1649267441664 | 1536 GiB
            1,5 MiB  | 1572864       | 1536 KiB
            """)
    void readsWhatPeopleType(String typed, long bytes, String shown) {
        assertThat(ByteText.parse(typed)).hasValue(bytes);
        assertThat(ByteText.of(bytes)).isEqualTo(shown);
        assertThat(ByteText.parse(ByteText.of(bytes))).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1", "1e9", "10 XB", "999999999999999 PiB", "1 2", "1.2.3", "ten"})
    void refusesTheRest(String typed) {
        assertThat(ByteText.parse(typed)).isEmpty();
    }
}
