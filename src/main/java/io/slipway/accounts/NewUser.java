package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// An account to be made.
///
/// @param initialUntil for a generated first password: until when it works, from loopback only
public record NewUser(
        AccountName name,
        Optional<String> email,
        String password,
        boolean administrator,
        Optional<Instant> initialUntil) {

    // one @ with something on both sides that can be printed: what mail servers take, only a mail can tell
    private static final Pattern EMAIL = Pattern.compile("[^\\s\\p{C}@]++@[^\\s\\p{C}@]++");
    private static final int MAX_EMAIL = 254;

    public NewUser {
        if (email.filter(address ->
                        address.length() > MAX_EMAIL || !EMAIL.matcher(address).matches())
                .isPresent()) {
            throw new AccountsException(Code.EMAIL_INVALID, "an e-mail address looks like ada@example.com");
        }
    }

    public static NewUser person(String name, String password) {
        return new NewUser(new AccountName(name), Optional.empty(), password, false, Optional.empty());
    }
}
