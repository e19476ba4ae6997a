package io.slipway.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// A strong tag of what is answered, so that nobody overwrites what they have not seen.
record EntityTag(String value) {

    /// @param view a record: its text says all that the body says
    static EntityTag of(Record view) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(view.toString().getBytes(StandardCharsets.UTF_8));
            return new EntityTag("\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T extends Record> ResponseEntity<T> ok(T view) {
        return ResponseEntity.ok().eTag(of(view).value()).body(view);
    }

    /// @param ifMatch the header, where the client sent one
    /// @throws ApiException 412
    void check(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",")) {
            if (tag.strip().equals(value)) {
                return;
            }
        }
        throw new ApiException(412, "precondition-failed", "somebody else changed this meanwhile: read it again");
    }
}
