package io.slipway.web;

import java.util.Optional;

/// @param name    who signs in
/// @param refusal the name of a message
public record FactorPage(Shell shell, String name, Optional<String> refusal) {}
