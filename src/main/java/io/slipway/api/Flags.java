package io.slipway.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/// Switches in an address.
public final class Flags {

    private Flags() {}

    public static boolean of(HttpServletRequest request, String name) {
        return switch (Objects.requireNonNullElse(request.getParameter(name), "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalidQuery(name + " is true or false");
        };
    }
}
