package io.slipway.web;

import io.slipway.accounts.AccountsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with a form: for each field the name of a message, under no name that of the whole form.
public record FieldFaults(Map<String, String> messages) {

    public static final FieldFaults NONE = new FieldFaults(Map.of());

    private static final String FORM = "";

    public FieldFaults {
        messages = Map.copyOf(messages);
    }

    public static FieldFaults at(String field, String message) {
        return new FieldFaults(Map.of(field, message));
    }

    public static FieldFaults ofForm(String message) {
        return at(FORM, message);
    }

    /// Forms name their fields alike, so a broken rule tells the field.
    public static FieldFaults of(AccountsException error) {
        return switch (error.code()) {
            case NAME_INVALID -> at("name", "fault.name-invalid");
            case NAME_RESERVED -> at("name", "fault.name-reserved");
            case NAME_TAKEN -> at("name", "fault.name-taken");
            case EMAIL_INVALID -> at("email", "fault.email-invalid");
            case EMAIL_TAKEN -> at("email", "fault.email-taken");
            case EMAIL_SAME -> at("email", "fault.email-same");
            case MAIL_MISSING -> ofForm("fault.mail-missing");
            case PASSWORD_TOO_SHORT -> at("password", "password.short");
            case PASSWORD_TOO_LONG -> at("password", "password.long");
            case PASSWORD_COMMON -> at("password", "password.common");
            case PASSWORD_PERSONAL -> at("password", "password.personal");
            case PASSWORD_SAME -> at("password", "password.same");
            case PASSWORD_WRONG -> at("password", "password.wrong");
            case TEXT_INVALID -> at("displayName", "fault.text-invalid");
            case LANGUAGE_UNKNOWN -> at("language", "fault.language-unknown");
            case FACTOR_WRONG -> at("code", "factor.wrong");
            case FACTOR_ON, FACTOR_OFF -> ofForm("fault.factor-changed");
            case SIGN_UP_CLOSED -> ofForm("signup.closed");
            case LINK_INVALID -> ofForm("fault.link-invalid");
            case INVITATION_INVALID -> ofForm("fault.invitation-invalid");
            case MEMBER_EXISTS -> ofForm("fault.member-exists");
            case TOO_MANY_TRIES -> ofForm("fault.too-often");
            // not of forms about one's own account
            case NAMESPACE_UNKNOWN,
                    ORGANISATION_UNKNOWN,
                    MEMBER_UNKNOWN,
                    TEAM_UNKNOWN,
                    ROBOT_UNKNOWN,
                    USER_UNKNOWN,
                    LAST_ADMINISTRATOR,
                    LAST_OWNER -> throw error;
        };
    }

    public boolean any() {
        return !messages.isEmpty();
    }

    /// Of the whole form.
    public @Nullable String form() {
        return messages.get(FORM);
    }

    public @Nullable String at(String field) {
        return messages.get(field);
    }
}
