package io.slipway.oci;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A broken rule of the specification: the client's mistake, so it carries a code and a sentence but no stack trace.
public class OciException extends RuntimeException {

    private final ErrorCode code;

    public OciException(ErrorCode code) {
        this(code, code.defaultMessage());
    }

    public OciException(ErrorCode code, String message) {
        this(message, code, null);
    }

    public OciException(ErrorCode code, String message, Throwable cause) {
        this(message, code, cause);
    }

    private OciException(String message, ErrorCode code, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
    }

    static OciException manifestInvalid(String message) {
        return new OciException(ErrorCode.MANIFEST_INVALID, message);
    }

    public ErrorCode code() {
        return code;
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
