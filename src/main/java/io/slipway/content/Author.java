package io.slipway.content;

/// Who pushed or deleted something.
///
/// @param name empty where nobody has it any more
public record Author(String name, Kind kind) {

    public enum Kind {
        /// With an account.
        PERSON,
        ROBOT,
        /// Whose account is deleted, and whoever else acts.
        OTHER
    }
}
