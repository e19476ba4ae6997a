package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.SlipwaySettings;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What a password must be: long, of any characters, and not what is guessed first. Nothing about its composition.
@Component
class PasswordRules {

    static final int MIN = 15;
    static final int MAX = 1_024;

    private static final List<String> PRODUCT_WORDS =
            List.of("slipway", "registry", "container", "docker", "image", "password", "admin", "administrator");
    /// Shorter words are in anybody's sentence.
    private static final int OWN_WORD = 4;
    /// So much must be left when the own words are taken away.
    private static final int LEFT = 8;

    private final CommonPasswords common = new CommonPasswords();
    private final List<String> siteWords;

    PasswordRules(SlipwaySettings settings) {
        this.siteWords = Stream.concat(
                        PRODUCT_WORDS.stream(), parts(settings.publicUrl().map(URI::getHost)))
                .toList();
    }

    /// @throws AccountsException with the first rule that is broken
    void check(String password, String name, Optional<String> email) {
        checkLength(password);
        if (common.contains(password)) {
            throw new AccountsException(
                    Code.PASSWORD_COMMON, "this password is one of those that are tried first; take another");
        }
        if (isMadeOf(password, name, email)) {
            throw new AccountsException(
                    Code.PASSWORD_PERSONAL,
                    "this password is little more than the name, the address or the site; take another");
        }
    }

    /// Decided by the length alone, however long it is.
    static boolean isTooLong(String password) {
        return password.length() > 2 * MAX || password.codePointCount(0, password.length()) > MAX;
    }

    static void checkLength(String password) {
        if (isTooLong(password)) {
            throw new AccountsException(Code.PASSWORD_TOO_LONG, "a password has at most " + MAX + " characters");
        }
        if (password.codePointCount(0, password.length()) < MIN) {
            throw new AccountsException(Code.PASSWORD_TOO_SHORT, "a password has " + MIN + " characters or more");
        }
    }

    private boolean isMadeOf(String password, String name, Optional<String> email) {
        String left = CommonPasswords.normalise(password);
        List<String> words = Stream.of(siteWords.stream(), parts(Optional.of(name)), parts(email))
                .flatMap(word -> word)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        int length = left.length();
        for (String word : words) {
            left = left.replace(word, "");
        }
        return left.length() < length && left.length() < LEFT;
    }

    private static Stream<String> parts(Optional<String> text) {
        return text.stream()
                .flatMap(whole -> Stream.concat(Stream.of(whole), Arrays.stream(whole.split("[^\\p{L}\\p{N}]+"))))
                .map(CommonPasswords::normalise)
                .filter(word -> word.length() >= OWN_WORD);
    }
}
