package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// The name of a user or an organisation, which is a namespace: 2 to 64 characters, one lower-case path component.
public record AccountName(String value) {

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9]++(?:[._-][a-z0-9]++)*+");
    private static final Set<String> RESERVED = Set.of(
            "v1",
            "v2",
            "api",
            "token",
            "hooks",
            "orgs",
            "u",
            "r",
            "s",
            "settings",
            "explore",
            "login",
            "logout",
            "signup",
            "password",
            "passkeys",
            "problems",
            "help",
            "static",
            "assets",
            "livez",
            "readyz",
            "metrics",
            "actuator",
            "library");

    public AccountName {
        checkSyntax(value);
        if (RESERVED.contains(value)) {
            throw new AccountsException(Code.NAME_RESERVED, "the name " + value + " is reserved");
        }
    }

    /// What somebody typed as a name of a user or a robot, if it can be one: people type passwords into the wrong
    /// field, and logs must not keep those.
    public static String orNothing(String typed) {
        boolean isName = typed.length() <= 129
                && Arrays.stream(typed.split("\\+", 2))
                        .allMatch(part -> SYNTAX.matcher(part).matches());
        return isName ? typed : "";
    }

    @Override
    public String toString() {
        return value;
    }

    static void checkSyntax(String name) {
        if (name.length() < 2 || name.length() > 64 || !SYNTAX.matcher(name).matches()) {
            throw new AccountsException(
                    Code.NAME_INVALID,
                    "a name has 2 to 64 characters: lower-case letters and digits, with single . _ or - between them");
        }
    }
}
