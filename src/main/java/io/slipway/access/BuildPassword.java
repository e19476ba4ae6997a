package io.slipway.access;

import io.slipway.access.CredentialSecret.Prefix;

/// The secret with which one build signs in. The database has its hash, for as long as the build runs.
public final class BuildPassword {

    private final CredentialSecret secret;

    private BuildPassword(CredentialSecret secret) {
        this.secret = secret;
    }

    /// One that nobody had before.
    public static BuildPassword fresh() {
        return new BuildPassword(CredentialSecret.fresh(Prefix.BUILD));
    }

    /// Written down nowhere.
    public String value() {
        return secret.value();
    }

    /// 32 bytes.
    public byte[] hash() {
        return secret.hash();
    }

    /// Its last characters.
    public String hint() {
        return secret.hint();
    }

    @Override
    public String toString() {
        return "BuildPassword[…" + hint() + "]";
    }
}
