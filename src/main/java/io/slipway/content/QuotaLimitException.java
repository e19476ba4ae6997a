package io.slipway.content;

/// A limit that cannot be: below nothing, or above that of the namespace.
public class QuotaLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long most;

    QuotaLimitException(long most) {
        super("a limit is a number of bytes from 0 to " + most, null, false, false);
        this.most = most;
    }

    /// What it can be at most.
    public long most() {
        return most;
    }
}
