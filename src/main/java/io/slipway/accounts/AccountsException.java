package io.slipway.accounts;

/// A rule of accounts was broken; the message says which, in a sentence for people.
public class AccountsException extends RuntimeException {

    public enum Code {
        NAME_INVALID,
        NAME_RESERVED,
        NAME_TAKEN,
        TEXT_INVALID,
        NAMESPACE_UNKNOWN,
        ORGANISATION_UNKNOWN,
        MEMBER_UNKNOWN,
        MEMBER_EXISTS,
        LAST_OWNER,
        TEAM_UNKNOWN,
        ROBOT_UNKNOWN,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_WRONG,
        PASSWORD_SAME,
        EMAIL_INVALID,
        USER_UNKNOWN
    }

    private final Code code;

    AccountsException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
