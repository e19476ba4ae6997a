package io.slipway.web;

import java.util.Optional;

/// @param message the name of the messages: `error.404`
/// @param id      of a fault, as in the log
public record ErrorPage(Shell shell, int status, String message, Optional<String> id) {

    static final String SEEING = "error.seeing";

    /// Nothing can be changed while the site is seen as somebody else.
    public boolean seeing() {
        return message.equals(SEEING);
    }
}
