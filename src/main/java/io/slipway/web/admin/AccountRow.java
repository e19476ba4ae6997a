package io.slipway.web.admin;

import io.slipway.accounts.User;

/// An account in the list and at the head of its page.
public record AccountRow(
        String name,
        String displayName,
        String email,
        boolean administrator,
        boolean auditor,
        boolean disabled,
        boolean twoFactor) {

    static AccountRow of(User user) {
        return new AccountRow(
                user.name(),
                user.displayName(),
                user.email().orElse(""),
                user.administrator(),
                user.auditor(),
                user.disabled(),
                user.twoFactor());
    }

    public String path() {
        return "/admin/users/" + name;
    }
}
