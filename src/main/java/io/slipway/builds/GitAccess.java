package io.slipway.builds;

/// How a build gets at the sources; the names are those of [Checkout.Auth].
public enum GitAccess {
    /// for all the world to read
    NONE,
    /// a token of the provider, with a user name where it wants one
    TOKEN,
    /// a deploy key, which Slipway makes
    KEY
}
