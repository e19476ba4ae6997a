package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.work.ErrorForm;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The specification's errors for requests that never reach a route.
@Component
class OciErrorForm implements ErrorForm {

    private static final Set<String> PARTS = Set.of("v1", "v2", "token");

    private final OciErrors errors;

    OciErrorForm(OciErrors errors) {
        this.errors = errors;
    }

    @Override
    public boolean covers(String firstPart) {
        return PARTS.contains(firstPart);
    }

    @Override
    public void write(int status, String path, HttpServletResponse response) throws IOException {
        Answers.mark(response);
        switch (status) {
            case 400 -> {
                ErrorCode code = path.startsWith("/v2/") ? ErrorCode.NAME_INVALID : ErrorCode.UNSUPPORTED;
                errors.body(
                        response,
                        status,
                        code.name(),
                        "the path, the method or a header is too long or has characters that none may have");
            }
            case 404, 405, 501 ->
                errors.body(response, status, ErrorCode.UNSUPPORTED.name(), "there is no such endpoint");
            case 413, 414, 431 ->
                errors.body(response, status, ErrorCode.SIZE_INVALID.name(), "the request is too large");
            default -> errors.body(response, status, OciErrors.UNKNOWN, "the request cannot be served");
        }
    }
}
