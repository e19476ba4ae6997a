package io.slipway.inspection;

import java.io.IOException;

/// The layer is as it is: reading it again would not help.
class LayerFailedException extends IOException {

    private static final long serialVersionUID = 1;

    private final LayerFailure failure;

    LayerFailedException(LayerFailure failure) {
        super(failure.name());
        this.failure = failure;
    }

    LayerFailedException(LayerFailure failure, Throwable cause) {
        super(failure.name(), cause);
        this.failure = failure;
    }

    LayerFailure failure() {
        return failure;
    }
}
