package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;

/// There is no room for what was to be stored.
public class QuotaException extends OciException {

    private static final long serialVersionUID = 1;

    QuotaException(String message) {
        super(ErrorCode.DENIED, message);
    }
}
