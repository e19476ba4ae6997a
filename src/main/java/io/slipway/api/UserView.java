package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.accounts.User;
import java.util.Optional;

/// An account as this API shows it.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record UserView(String name, Optional<String> email, boolean administrator, boolean disabled) {

    static UserView of(User user) {
        return new UserView(user.name(), user.email(), user.administrator(), user.disabled());
    }
}
