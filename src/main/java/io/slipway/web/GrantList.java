package io.slipway.web;

import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Roles that were given, and the forms that give and take them.
///
/// @param path     to which its forms go
/// @param editable the reader may give and take
/// @param kinds    who can have a role here
/// @param form     that was refused, to be shown again
/// @param faults   what is wrong with it
public record GrantList(
        String path, boolean editable, List<GrantRow> rows, List<String> kinds, SettingsForm form, FieldFaults faults) {

    private static final String GRANTEE = "grantee";

    /// @param teams the namespace has some
    public static GrantList of(String path, boolean editable, boolean teams, List<GrantRow> rows) {
        List<String> kinds = Arrays.stream(Kind.values())
                .filter(kind -> teams || kind != Kind.TEAM)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
        return new GrantList(path, editable, rows, kinds, SettingsForm.NONE, FieldFaults.NONE);
    }

    /// As it was sent to this list, where it was.
    public GrantList refused(SettingsForm sent) {
        return sent.part().equals(id())
                ? new GrantList(path, editable, rows, kinds, sent, FieldFaults.at(GRANTEE, "repository.fault.grantee"))
                : this;
    }

    /// Of the list on its page: the last part of the path.
    public String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public List<String> roles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.NONE)
                .map(Role::id)
                .toList();
    }

    /// Whether it is known when the roles were given, and by whom.
    public boolean dated() {
        return rows.stream().anyMatch(row -> row.at().isPresent());
    }

    /// The message about the name; empty where it is right.
    public String fault() {
        String message = faults.at(GRANTEE);
        return message == null ? "" : message;
    }
}
