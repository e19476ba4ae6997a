package io.slipway.accounts;

/// A signed-in browser.
public record Session(User user) {}
