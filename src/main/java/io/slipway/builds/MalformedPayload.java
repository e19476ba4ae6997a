package io.slipway.builds;

/// A delivery that is not what the provider sends. The message is for whoever sent it.
class MalformedPayload extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedPayload(String message) {
        super(message);
    }
}
