package io.slipway.web;

import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// @param form   that was refused, to be shown again
/// @param faults what is wrong with it
public record SettingsPage(
        Shell shell, RepositoryHead head, List<GrantRow> grants, SettingsForm form, FieldFaults faults) {

    public List<String> roles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.NONE)
                .map(Role::id)
                .toList();
    }

    public List<String> kinds() {
        return Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    SettingsPage with(FieldFaults found) {
        return new SettingsPage(shell, head, grants, form, found);
    }
}
