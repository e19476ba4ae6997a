package io.slipway.content;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// Bytes that a request brings for an upload session.
///
/// @param length the announced length, where one was announced
/// @param range  the place in the blob that the client means; without one the bytes go to the end
public record UploadBody(InputStream stream, OptionalLong length, Optional<ContentRange> range) {

    /// Inclusive on both ends, as the specification's `Content-Range: 0-99`.
    public record ContentRange(long start, long end) {

        public ContentRange {
            if (start < 0 || end < start) {
                throw new IllegalArgumentException("not a range: " + start + "-" + end);
            }
        }

        long length() {
            return end - start + 1;
        }
    }
}
