package io.slipway.registry;

import io.slipway.access.ChallengeException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// The `Authorization` header.
sealed interface Authorization {

    record Bearer(String token) implements Authorization {}

    /// @param name a space reads as `+`: some clients decode the name of a robot as a form would
    record Basic(String name, String password) implements Authorization {}

    static Optional<Authorization> of(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        int space = header.indexOf(' ');
        String scheme = space < 0 ? header : header.substring(0, space);
        String rest = space < 0 ? "" : header.substring(space + 1).strip();
        return Optional.of(
                switch (scheme.toLowerCase(Locale.ROOT)) {
                    case "bearer" -> new Bearer(rest);
                    case "basic" -> basic(rest);
                    default ->
                        throw ChallengeException.refused("only Bearer tokens and Basic passwords are understood");
                });
    }

    private static Basic basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                return new Basic(pair.substring(0, colon).replace(' ', '+'), pair.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // falls through to the refusal
        }
        throw ChallengeException.refused("the Basic credentials cannot be read");
    }
}
