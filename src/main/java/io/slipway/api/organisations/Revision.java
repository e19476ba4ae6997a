package io.slipway.api.organisations;

import io.slipway.api.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import org.springframework.http.ResponseEntity;

/// The strong ETag of what is edited: whoever sends it back as `If-Match` overwrites nobody's change.
final class Revision {

    private static final int BYTES = 16;

    private Revision() {}

    static <T extends Record> ResponseEntity<T> answer(T view) {
        return ResponseEntity.ok().eTag(of(view)).body(view);
    }

    /// @throws ApiException 412 when it was changed since it was read
    static void check(HttpServletRequest request, Record view) {
        var given = Collections.list(request.getHeaders("If-Match"));
        boolean same = given.isEmpty()
                || given.stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(of(view)));
        if (!same) {
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
