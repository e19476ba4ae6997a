package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;

/// The repository changed its name or visibility since the caller's token was made: a new token is needed.
public class StaleRepositoryException extends OciException {

    StaleRepositoryException() {
        super(ErrorCode.UNAUTHORIZED, "this repository changed since your token was issued; ask for a new token");
    }
}
