package io.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OciExceptionTest {

    @Test
    void knowsTheFourteenCodesOfTheSpecification() {
        assertThat(ErrorCode.values()).hasSize(14).allSatisfy(code -> {
            assertThat(code.name()).matches("[A-Z_]+");
            assertThat(code.defaultMessage()).isNotBlank();
        });
    }

    @Test
    void usesTheDefaultMessageOfItsCode() {
        var exception = new OciException(ErrorCode.BLOB_UNKNOWN);
        assertThat(exception.code()).isEqualTo(ErrorCode.BLOB_UNKNOWN);
        assertThat(exception).hasMessage("blob unknown to registry").hasNoCause();
    }

    @Test
    void keepsCauseButFillsNoStackTrace() {
        var cause = new IllegalArgumentException("why");
        var exception = new OciException(ErrorCode.DENIED, "no", cause);
        assertThat(exception).hasMessage("no").hasCause(cause);
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
