package io.slipway.builds;

import java.time.Instant;
import java.util.List;

/// A process that builds, as it said last.
///
/// @param host    its machine
/// @param remote  it does nothing else
/// @param runner  as it is set, or as it was found: `BUILDAH`, `KUBERNETES`
/// @param ready   it takes builds from the queue
/// @param missing why it does not, or what it does without; a sentence each, in English
/// @param parallel builds at a time
/// @param running builds now
/// @param silent  nothing was heard of it for a minute: what it built is somebody else's by now
public record Builder(
        String host,
        boolean remote,
        String runner,
        boolean ready,
        List<String> missing,
        int parallel,
        int running,
        Instant seenAt,
        boolean silent) {

    public Builder {
        missing = List.copyOf(missing);
    }
}
