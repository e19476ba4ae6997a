package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;

/// A body over its limit: 413.
class TooLargeException extends OciException {

    TooLargeException(String message) {
        super(ErrorCode.SIZE_INVALID, message);
    }
}
