package io.slipway.access;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.time.Duration;

/// Too many wrong secrets: nothing is looked at for a while.
public class ThrottledException extends OciException {

    private final Duration wait;

    public ThrottledException(String message, Duration wait) {
        super(ErrorCode.TOOMANYREQUESTS, message);
        this.wait = wait;
    }

    /// For `Retry-After`: whole seconds, at least one.
    public long seconds() {
        return wait.toSeconds() + 1;
    }
}
