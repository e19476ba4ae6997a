package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;

/// A path that is no endpoint: 404.
class NotFoundException extends OciException {

    NotFoundException(String path) {
        super(ErrorCode.UNSUPPORTED, "the registry API has no endpoint " + path);
    }
}
