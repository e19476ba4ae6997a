package io.slipway.api;

/// A request that breaks a rule of this API.
public class ApiException extends RuntimeException {

    private final int status;
    private final String code;

    public ApiException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static ApiException notFound() {
        return new ApiException(404, "not-found", "there is nothing here");
    }

    public static ApiException unauthorized(String message) {
        return new ApiException(401, "unauthorized", message);
    }

    /// For what is in the address.
    public static ApiException invalidQuery(String message) {
        return new ApiException(400, "query-invalid", message);
    }

    public static ApiException invalid(String message) {
        return new ApiException(400, "body-invalid", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
