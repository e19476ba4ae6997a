package io.slipway.web;

import io.slipway.access.AccessException;
import io.slipway.oci.OciException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/// A page's path that no repository can have, or that the reader may not know of, is not there.
@ControllerAdvice(basePackageClasses = PageAdvice.class)
class PageAdvice {

    /// Hidden looks like missing; whoever is not signed in may do so.
    @ExceptionHandler(AccessException.class)
    @Nullable
    ModelAndView refused(AccessException error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (error.code() == AccessException.Code.UNAUTHORIZED) {
            return new OwnPath("/login?next=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8))
                    .seeOther();
        }
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return null;
    }

    @ExceptionHandler(OciException.class)
    void missing(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
