package io.slipway.web;

import java.util.Optional;

/// @param message the name of the messages: `error.404`
/// @param id      of a fault, as in the log
public record ErrorPage(Shell shell, int status, String message, Optional<String> id) {}
