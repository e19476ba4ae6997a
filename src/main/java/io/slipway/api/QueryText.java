package io.slipway.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A parameter of a query that is looked for in the database, which takes no NUL.
record QueryText(String name, String value) {

    /// @throws ApiException 400
    QueryText {
        if (value.indexOf('\0') >= 0) {
            throw ApiException.invalidQuery(name + " has a character that nothing has");
        }
    }

    /// As it is written in a link; nothing where there is nothing.
    String in(String path) {
        String separator = path.contains("?") ? "&" : "?";
        return value.isEmpty()
                ? path
                : path + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
