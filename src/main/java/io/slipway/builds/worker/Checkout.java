package io.slipway.builds.worker;

import java.util.List;
import java.util.Map;

/// What is needed to get at the sources, opened for one build: never logged, never kept.
///
/// @param auth     how to sign in there
/// @param login    the user name that goes with a token
/// @param secret   the token or the private key (OpenSSH format); empty without
/// @param hostKeys lines of known_hosts; the host must have one of them
/// @param secrets  by name, for `RUN --mount=type=secret,id=<name>`
public record Checkout(
        String url, Auth auth, String login, String secret, List<String> hostKeys, Map<String, String> secrets) {

    /// How to sign in at a Git server.
    public enum Auth {
        NONE,
        TOKEN,
        KEY
    }

    public Checkout {
        hostKeys = List.copyOf(hostKeys);
        secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
        return "Checkout[" + url + "]";
    }
}
