package io.slipway.work;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How one protocol says that a request failed before, or beside, the code that speaks it.
public interface ErrorForm {

    /// Whether it is for the paths with this first part, given without slashes: `v2`.
    boolean covers(String firstPart);

    /// @param status 400 or above; nothing was written yet
    /// @param path   as the client sent it
    void write(int status, String path, HttpServletResponse response) throws IOException;
}
