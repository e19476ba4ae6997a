package io.slipway.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Passwords that are guessed first: listed ones, one short piece repeated, and walks along the keyboard or the
/// alphabet.
/// Case, punctuation and the usual digits for letters make no difference.
final class CommonPasswords {

    private static final List<String> WALKS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "zxcvbnm");
    private static final int MANY_LETTERS = 8;
    private static final int SHORT_PIECE = 4;
    private static final int STEPS_OF_A_WALK = 4;

    private final Set<String> listed = read();

    int size() {
        return listed.size();
    }

    boolean contains(String password) {
        String plain = normalise(password);
        // what has hardly a letter repeats, or not, as a whole
        String whole = plain.length() < MANY_LETTERS ? password : plain;
        return isListed(plain) || isListed(lettersForDigits(password)) || isRepeated(whole) || isWalk(plain);
    }

    /// Letters and digits in lower case: what is left of a password when its ornaments are taken away.
    static String normalise(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private boolean isListed(String plain) {
        return listed.contains(plain)
                || listed.contains(plain.replaceAll("^[0-9]+|[0-9]+$", ""))
                || listed.contains(plain.replaceAll("[0-9]+$", ""));
    }

    private static String lettersForDigits(String password) {
        StringBuilder letters = new StringBuilder();
        for (char c : password.toCharArray()) {
            letters.append(
                    switch (c) {
                        case '0' -> 'o';
                        case '1', '!' -> 'i';
                        case '3' -> 'e';
                        case '4', '@' -> 'a';
                        case '5', '$' -> 's';
                        case '7' -> 't';
                        default -> c;
                    });
        }
        return normalise(letters.toString());
    }

    private static boolean isRepeated(String plain) {
        for (int piece = 1; piece <= SHORT_PIECE; piece++) {
            if (plain.length() <= piece || plain.regionMatches(piece, plain, 0, plain.length() - piece)) {
                return true;
            }
        }
        return false;
    }

    /// Whether few changes of direction make up the whole.
    private static boolean isWalk(String plain) {
        int pieces = 1;
        for (int i = 1; i < plain.length(); i++) {
            if (!isStep(plain.charAt(i - 1), plain.charAt(i))) {
                pieces++;
            }
        }
        return pieces * STEPS_OF_A_WALK <= plain.length();
    }

    private static boolean isStep(char from, char to) {
        String there = "" + from + to;
        String back = "" + to + from;
        return from == to || WALKS.stream().anyMatch(walk -> walk.contains(there) || walk.contains(back));
    }

    private static Set<String> read() {
        try (var stream = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
