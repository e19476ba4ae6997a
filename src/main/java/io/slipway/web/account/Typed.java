package io.slipway.web.account;

import java.util.Optional;

/// What was typed into a sign-up, to be corrected; passwords never come back.
///
/// @param invitation the token of its link
public record Typed(String name, String email, Optional<String> invitation) {

    static Typed nothing(Optional<String> invitation) {
        return new Typed("", "", invitation);
    }
}
