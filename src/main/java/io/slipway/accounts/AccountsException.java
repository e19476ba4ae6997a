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
        PASSWORD_COMMON,
        PASSWORD_PERSONAL,
        PASSWORD_WRONG,
        PASSWORD_SAME,
        EMAIL_INVALID,
        EMAIL_TAKEN,
        EMAIL_SAME,
        MAIL_MISSING,
        LANGUAGE_UNKNOWN,
        USER_UNKNOWN,
        LAST_ADMINISTRATOR,
        SIGN_UP_CLOSED,
        LINK_INVALID,
        INVITATION_INVALID,
        FACTOR_ON,
        FACTOR_OFF,
        FACTOR_WRONG,
        TOO_MANY_TRIES
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
