package io.slipway.accounts;

/// Who can sign in, hold roles and carry credentials.
public sealed interface Subject permits User, Robot, BuildAgent {

    /// The principal: never used again, whatever becomes of the name.
    long id();

    /// As it is given when signing in; a robot's is `<namespace>+<name>`.
    String name();

    boolean disabled();
}
