package io.slipway.api;

/// A request that breaks a rule of this API.
class ApiException extends RuntimeException {

    private final int status;
    private final String code;

    ApiException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static ApiException notFound() {
        return new ApiException(404, "not-found", "there is nothing here");
    }

    static ApiException unauthorized(String message) {
        return new ApiException(401, "unauthorized", message);
    }

    static ApiException invalid(String message) {
        return new ApiException(400, "body-invalid", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
