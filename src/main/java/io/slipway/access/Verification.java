package io.slipway.access;

import io.slipway.accounts.User;
import java.time.Duration;

/// What the check of a name and a secret came to.
public sealed interface Verification {

    record Verified(Caller caller) implements Verification {}

    /// The password is right, and the account asks for a second factor: only a browser can go on from here.
    record FactorNeeded(User user) implements Verification {

        /// For clients that have no place for a code.
        public String reason() {
            return "this account has two-factor sign-in: use a personal access token as the password"
                    + " (Settings, Tokens)";
        }
    }

    /// @param reason a sentence for the user
    /// @param delay  before the next try is looked at; zero unless throttled
    record Refused(Refusal why, String reason, Duration delay) implements Verification {}

    enum Refusal {
        WRONG,
        THROTTLED,
        EXHAUSTED,
        FIRST_PASSWORD_EXPIRED,
        FIRST_PASSWORD_ELSEWHERE
    }
}
