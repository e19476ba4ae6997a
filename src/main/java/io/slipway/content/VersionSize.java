package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.OptionalDouble;

/// What a client downloads of a version, in bytes; of an index, all of its manifests.
///
/// @param change against the one pushed before it whose name differs in numbers only: 0.25 is a quarter more; empty
///     where there is none
public record VersionSize(String name, Digest digest, Instant pushedAt, long bytes, OptionalDouble change) {

    private static final double JUMP = 0.1;

    /// Worth a look.
    public boolean jump() {
        return Math.abs(change.orElse(0)) > JUMP;
    }
}
