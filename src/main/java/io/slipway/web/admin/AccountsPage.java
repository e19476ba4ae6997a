package io.slipway.web.admin;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param mayChange the reader is an administrator, no auditor
/// @param form      an account that could not be made, to be shown again
public record AccountsPage(Shell shell, boolean mayChange, Rows list, Form form, FieldFaults faults) {

    /// @param words what was searched for
    /// @param first whether this is the start of the list
    public record Rows(String words, List<AccountRow> rows, boolean first, Optional<String> next) {}

    /// What was typed, without the password.
    public record Form(String name, String email) {}

    public String tab() {
        return "users";
    }
}
