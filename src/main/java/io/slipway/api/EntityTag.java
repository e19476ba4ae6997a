package io.slipway.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Strong entity tags: of what a resource shows, so that two people who edit do not undo each other. What is edited is
/// compared in the transaction that writes, under its lock.
public final class EntityTag {

    private static final int BYTES = 16;

    private EntityTag() {}

    /// @param view a record, whose text has all that is shown
    public static <T extends Record> ResponseEntity<T> answer(T view) {
        return ResponseEntity.ok().eTag(of(view)).body(view);
    }

    /// @param ifMatch the header, with commas where there were several; without one everything matches
    /// @throws ApiException 412 when it was changed since it was read
    public static void require(@Nullable String ifMatch, Record view) {
        if (ifMatch != null
                && Arrays.stream(ifMatch.split(","))
                        .map(String::strip)
                        .noneMatch(tag -> tag.equals("*") || tag.equals(of(view)))) {
            throw new ApiException(412, "precondition-failed", "it was changed since you read it: read it again");
        }
    }

    private static String of(Record view) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(view.toString().getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
