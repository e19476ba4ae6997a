package io.slipway.registry;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `a=1&b=2`. The container's own parameters would take in a form body, too.
final class Query {

    private Query() {}

    static List<String> values(HttpServletRequest request, String name) {
        return values(request.getQueryString(), name);
    }

    /// In order of appearance; what cannot be decoded is left out.
    static List<String> values(@Nullable String encoded, String name) {
        List<String> values = new ArrayList<>();
        if (encoded == null) {
            return values;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (key.equals(name)) {
                values.add(decode(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // no name, digest or number has a percent sign: it is refused where it is read
            return value;
        }
    }
}
