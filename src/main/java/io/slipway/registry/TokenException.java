package io.slipway.registry;

/// No token for this request. Docker shows the sentence to its user.
class TokenException extends RuntimeException {

    private final int status;

    TokenException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
