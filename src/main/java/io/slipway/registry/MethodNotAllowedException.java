package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.registry.RegistryPath.Endpoint;
import org.springframework.http.HttpMethod;

/// An endpoint that does not know the method: 405.
class MethodNotAllowedException extends OciException {

    private final Endpoint endpoint;

    MethodNotAllowedException(HttpMethod method, Endpoint endpoint) {
        super(ErrorCode.UNSUPPORTED, "this endpoint does not know the method " + method);
        this.endpoint = endpoint;
    }

    String allowed() {
        return endpoint.methods();
    }
}
