package io.slipway.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Strong entity tags: of what a resource shows, so that two people who edit do not undo each other.
final class EntityTag {

    private static final int BYTES = 12;

    private EntityTag() {}

    /// @param view a record, whose text has all that is shown
    static String of(Record view) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(view.toString().getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param ifMatch the header; without one everything matches
    static void require(@Nullable String ifMatch, Record view) {
        if (ifMatch != null
                && !ifMatch.strip().equals("*")
                && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(of(view)::equals)) {
            throw new ApiException(412, "precondition-failed", "it was changed meanwhile: read it again");
        }
    }
}
