package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("H8")
class TotpTest {

    // RFC 6238, appendix B
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037"})
    void makesTheCodesOfTheSpecification(long seconds, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }

    @Test
    void takesOneStepBeforeAndAfterAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_234_567_890);
        for (int offset = -3; offset <= 3; offset++) {
            Instant then = now.plus(Totp.STEP.multipliedBy(offset));
            OptionalLong step = Totp.step(SECRET, Totp.code(SECRET, then), now);
            if (Math.abs(offset) <= 1) {
                assertThat(step).hasValue(then.getEpochSecond() / 30);
            } else {
                assertThat(step).as("offset " + offset).isEmpty();
            }
        }
    }

    @Test
    void takesNothingElse() {
        Instant now = Instant.ofEpochSecond(59);
        for (String code : List.of("", "28708", "2870821", "287082\0", "abcdef", "２８７０８２")) {
            assertThat(Totp.step(SECRET, code, now)).as(code).isEmpty();
        }
    }

    @Test
    void writesSecretsAsAuthenticatorsReadThem() {
        assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.base32("foob".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YQ");
        assertThat(Totp.freshSecret()).hasSize(20).isNotEqualTo(Totp.freshSecret());
    }
}
