package io.slipway.accounts;

import java.time.Instant;

/// A link made for somebody to hand out.
///
/// @param token what it ends with: shown once, only its hash is kept
/// @param path  of the page that it opens, with the token
public record IssuedLink(String token, String path, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedLink[…]";
    }
}
