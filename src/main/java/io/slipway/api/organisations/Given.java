package io.slipway.api.organisations;

import io.slipway.access.Grantee;
import io.slipway.accounts.Role;
import io.slipway.api.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the values of bodies and paths.
final class Given {

    private Given() {}

    static String needed(@Nullable String value, String field) {
        if (value == null) {
            throw ApiException.invalid(field + " is needed");
        }
        return value;
    }

    static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    /// @param least the first of the roles that can be given
    static Role role(@Nullable String id, String field, Role least) {
        return Optional.ofNullable(id)
                .flatMap(Role::find)
                .filter(role -> role.compareTo(least) >= 0)
                .orElseThrow(() -> ApiException.invalid(field + " is one of "
                        + Arrays.stream(Role.values())
                                .filter(role -> role.compareTo(least) >= 0)
                                .map(Role::id)
                                .collect(Collectors.joining(", "))));
    }

    /// As in paths: `users`, `robots`, `teams`.
    static Grantee.Kind kind(String plural) {
        return Arrays.stream(Grantee.Kind.values())
                .filter(kind -> plural(kind).equals(plural))
                .findFirst()
                .orElseThrow(ApiException::notFound);
    }

    static String plural(Grantee.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "s";
    }
}
