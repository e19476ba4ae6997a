package io.slipway.web;

import io.slipway.oci.OciException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/// A page's path that no repository can have, or that the reader may not know of, is not there.
@ControllerAdvice(basePackageClasses = PageAdvice.class)
class PageAdvice {

    @ExceptionHandler(OciException.class)
    void missing(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
