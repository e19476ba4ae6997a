package io.slipway.api;

/// An answer with a secret in it that is never shown again, also not to the same request.
public interface ShownOnce {

    boolean showsSecret();
}
