package io.slipway.content;

import io.slipway.oci.DigestAlgorithm;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All digests that begin with what was pasted: whole ones, and the short ones that lists show.
///
/// @param low  in the form of the database, as is `high`; both belong to it
record DigestPrefix(byte[] low, byte[] high) {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?<algorithm>sha256|sha512):(?<hex>[0-9a-f]{4,128}))|(?<short>[0-9a-f]{7,64})");

    static Optional<DigestPrefix> find(String words) {
        Matcher matcher = SYNTAX.matcher(words);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        DigestAlgorithm algorithm = matcher.group("algorithm") == null
                ? DigestAlgorithm.SHA256
                : DigestAlgorithm.find(matcher.group("algorithm")).orElseThrow();
        String hex = matcher.group("algorithm") == null ? matcher.group("short") : matcher.group("hex");
        int digits = 2 * algorithm.length();
        return Optional.of(hex)
                .filter(it -> it.length() <= digits)
                .map(it -> new DigestPrefix(bytes(algorithm, it, '0'), bytes(algorithm, it, 'f')));
    }

    private static byte[] bytes(DigestAlgorithm algorithm, String hex, char fill) {
        char[] all = new char[2 * algorithm.length()];
        Arrays.fill(all, fill);
        hex.getChars(0, hex.length(), all, 0);
        byte[] hash = HexFormat.of().parseHex(new String(all));
        byte[] bytes = new byte[1 + hash.length];
        bytes[0] = algorithm.code();
        System.arraycopy(hash, 0, bytes, 1, hash.length);
        return bytes;
    }
}
