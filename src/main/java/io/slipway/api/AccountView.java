package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.accounts.User;
import java.util.Optional;

/// An account as administrators and auditors see it.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AccountView(
        String name,
        String displayName,
        Optional<String> email,
        boolean administrator,
        boolean auditor,
        boolean disabled,
        boolean twoFactor) {

    static AccountView of(User user) {
        return new AccountView(
                user.name(),
                user.displayName(),
                user.email(),
                user.administrator(),
                user.auditor(),
                user.disabled(),
                user.twoFactor());
    }
}
