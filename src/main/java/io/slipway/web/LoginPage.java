package io.slipway.web;

import java.util.Optional;

/// @param username what was typed, to be corrected
/// @param next     where to go after the sign-in
/// @param refusal  the name of a message
/// @param signUp   whoever wants may make an account
public record LoginPage(Shell shell, String username, OwnPath next, Optional<String> refusal, boolean signUp) {}
