package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.regex.Pattern;

/// The syntax of e-mail addresses.
final class Email {

    // one @ with something on both sides that can be printed: what mail servers take, only a mail can tell
    private static final Pattern SYNTAX = Pattern.compile("[^\\s\\p{C}@]++@[^\\s\\p{C}@]++");
    private static final int MAX = 254;

    private Email() {}

    static String require(String address) {
        if (address.length() > MAX || !SYNTAX.matcher(address).matches()) {
            throw new AccountsException(Code.EMAIL_INVALID, "an e-mail address looks like ada@example.com");
        }
        return address;
    }
}
