package io.slipway.web.admin;

import io.slipway.web.FieldFaults;
import io.slipway.web.HeldRole;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param mayChange  the reader is an administrator, no auditor
/// @param self       it is the reader's own account
/// @param link       a one-time link that was just made
/// @param transferTo who was to take the repositories, to be shown again
/// @param held       what the account may do where
/// @param next       where that list goes on
public record AccountPage(
        Shell shell,
        boolean mayChange,
        AccountRow account,
        boolean self,
        Optional<Link> link,
        String transferTo,
        FieldFaults faults,
        List<HeldRole> held,
        Optional<String> next) {

    /// Shown once.
    public record Link(String url, int hours) {}

    public String tab() {
        return "users";
    }

    AccountPage with(Link made) {
        return new AccountPage(shell, mayChange, account, self, Optional.of(made), transferTo, faults, held, next);
    }

    AccountPage with(String heir, FieldFaults found) {
        return new AccountPage(shell, mayChange, account, self, link, heir, found, held, next);
    }
}
