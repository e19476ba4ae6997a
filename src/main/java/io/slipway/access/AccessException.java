package io.slipway.access;

/// A rule of grants, credentials or names was broken; the message says which, in a sentence for people.
public class AccessException extends RuntimeException {

    public enum Code {
        UNAUTHORIZED,
        NOT_FOUND,
        DENIED,
        PROOF_WRONG,
        GRANTEE_UNKNOWN,
        CREDENTIAL_INVALID,
        NOT_EMPTY,
        NAME_TAKEN,
        NAME_INVALID,
        NO_ROOM
    }

    private final Code code;

    AccessException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
