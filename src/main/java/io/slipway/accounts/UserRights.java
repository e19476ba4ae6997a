package io.slipway.accounts;

import java.util.Optional;
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
    /// @throws AccountsException when nobody would be left who can administer
    @Transactional
    public User change(long id, Change change) {
        change.administrator().ifPresent(wanted -> users.setAdministrator(id, wanted));
        change.auditor().ifPresent(wanted -> users.setAuditor(id, wanted));
        change.disabled().ifPresent(wanted -> {
            if (wanted) {
                users.disable(id);
            } else {
                users.enable(id);
            }
        });
        return users.find(id).orElseThrow(Users::unknown);
    }
}
