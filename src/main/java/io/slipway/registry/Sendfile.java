package io.slipway.registry;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;

/// Hands a file to the connector, which sends it without copying it through the program (see docs/adr).
///
/// The bytes go out after the handler returned: nothing may be written to the response, and no connection is held.
final class Sendfile {

    private static final String PREFIX = "org.apache.tomcat.sendfile.";

    private Sendfile() {}

    /// Not over TLS: there the connector's one poller thread would encrypt.
    static boolean isPossible(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(PREFIX + "support")) && !request.isSecure();
    }

    /// @param end exclusive
    static void send(HttpServletRequest request, Path file, long start, long end) throws IOException {
        request.setAttribute(PREFIX + "filename", file.toFile().getCanonicalPath());
        request.setAttribute(PREFIX + "start", start);
        request.setAttribute(PREFIX + "end", end);
    }
}
