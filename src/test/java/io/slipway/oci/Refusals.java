package io.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

final class Refusals {

    private Refusals() {}

    /// Asserts the code, and hands on the message.
    static AbstractStringAssert<?> assertRefused(ErrorCode code, ThrowingCallable call) {
        var refusal = catchThrowableOfType(OciException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return assertThat(refusal.getMessage());
    }
}
