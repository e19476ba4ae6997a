package io.slipway.web.organisations;

import io.slipway.access.AccessException;
import io.slipway.accounts.AccountsException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// What the reader may not do, or what is not (or no longer) there, looks the same.
@ControllerAdvice(basePackageClasses = MissingAdvice.class)
class MissingAdvice {

    @ExceptionHandler({AccessException.class, AccountsException.class})
    void missing(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
