package io.slipway.work;

/// Something this instance cannot serve without.
public interface Probe {

    /// What people call it: `database`.
    String name();

    /// Returns when it can be used, throws when not, with a message that says why.
    void check();
}
