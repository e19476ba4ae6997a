package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.regex.Pattern;

/// What people write about their organisations, teams and robots.
final class Texts {

    private static final int MAX_DISPLAY_NAME = 100;
    private static final int MAX_DESCRIPTION = 1000;
    // nor what turns the direction of the text around it
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");

    private Texts() {}

    static String displayName(String text) {
        return checked("display name", text.strip(), text, MAX_DISPLAY_NAME);
    }

    /// May have several lines.
    static String description(String text) {
        String lines = text.strip().replace("\r\n", "\n");
        return checked("description", lines, lines.replaceAll("[\n\t]", ""), MAX_DESCRIPTION);
    }

    private static String checked(String what, String text, String printable, int longest) {
        if (text.length() > longest || UNPRINTABLE.matcher(printable).find()) {
            throw new AccountsException(
                    Code.TEXT_INVALID, "a " + what + " has at most " + longest + " characters that can be printed");
        }
        return text;
    }
}
