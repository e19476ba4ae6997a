package io.slipway.accounts;

import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What an administrator decides about somebody's account.
@Service
public class UserRights {

    /// What is empty stays as it is.
    public record Change(Optional<Boolean> disabled, Optional<Boolean> administrator, Optional<Boolean> auditor) {

        public boolean empty() {
            return disabled.isEmpty() && administrator.isEmpty() && auditor.isEmpty();
        }
    }

    private final Users users;

    UserRights(Users users) {
        this.users = users;
    }

    /// All of it or nothing.
    ///
    /// @param wanted is given the account as it is; nobody changes it meanwhile
    /// @throws AccountsException when nobody would be left who can administer
    @Transactional
    public User change(long id, Function<User, Change> wanted) {
        Change change = wanted.apply(users.hold(id));
        change.administrator().ifPresent(given -> users.setAdministrator(id, given));
        change.auditor().ifPresent(given -> users.setAuditor(id, given));
        change.disabled().ifPresent(disabled -> {
            if (disabled) {
                users.disable(id);
            } else {
                users.enable(id);
            }
        });
        return users.find(id).orElseThrow(Users::unknown);
    }
}
