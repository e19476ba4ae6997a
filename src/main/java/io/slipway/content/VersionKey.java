package io.slipway.content;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text by which tags sort as versions, bytewise: what is no version, then versions by their numbers, a pre-release
/// before its release, and a build after what it is a build of. Missing numbers are zeros: `1.2` is `1.2.0`.
///
/// Runs of digits anywhere are numbers: `rc9` comes before `rc10`, and `build-9` before `build-10`.
final class VersionKey {

    private static final int NUMBERS = 4;
    private static final int LONGEST = 25;

    /// What follows the numbers without a dash (`1.0rc1`) is a pre-release only where there are two numbers or more:
    /// `7f3a9c1` is a commit.
    private static final Pattern VERSION = Pattern.compile(
            "[vV]?(?<numbers>\\d+(?:\\.\\d+){0,3}+)(?:-(?<pre>[A-Za-z0-9.-]+)|(?<=\\.\\d{1,20})(?<short>[A-Za-z][A-Za-z0-9.-]*))?"
                    + "(?:_(?<build>[A-Za-z0-9._-]+))?");

    private static final String OTHER = "0";
    private static final String IS_VERSION = "1";
    private static final String PRE_RELEASE = "-";
    private static final String RELEASE = "~";
    // below everything that can follow
    private static final String END = "!";

    private VersionKey() {}

    static boolean isVersion(String tag) {
        return VERSION.matcher(tag).matches();
    }

    /// Never empty.
    static String of(String tag) {
        Matcher version = VERSION.matcher(tag);
        if (!version.matches()) {
            return OTHER + natural(tag);
        }
        StringBuilder key = new StringBuilder(IS_VERSION);
        String[] numbers = version.group("numbers").split("\\.");
        for (int i = 0; i < NUMBERS; i++) {
            key.append(number(i < numbers.length ? numbers[i] : "0"));
        }
        String pre = version.group("pre") == null ? version.group("short") : version.group("pre");
        key.append(pre == null ? RELEASE : PRE_RELEASE + natural(pre));
        if (version.group("build") != null) {
            key.append(natural(version.group("build")));
        }
        return key.toString();
    }

    private static String natural(String text) {
        StringBuilder key = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            if (end > at) {
                key.append('0').append(number(text.substring(at, end)));
                at = end;
            } else {
                char other = text.charAt(at++);
                key.append(Character.isLetter(other) ? String.valueOf(other).toLowerCase(Locale.ROOT) : ".");
            }
        }
        return key.append(END).toString();
    }

    /// Longer numbers are larger ones: the length comes first, as a letter.
    private static String number(String digits) {
        String significant = digits.replaceFirst("^0+(?=\\d)", "");
        return (char) ('a' + Math.min(significant.length(), LONGEST)) + significant;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
