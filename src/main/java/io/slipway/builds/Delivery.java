package io.slipway.builds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a Git provider sent, rightly signed, and what came of it.
///
/// @param reason  why it made no build; [NoBuild#NONE] where it made one
/// @param ref     of several the first
/// @param headers none that is secret
/// @param builds  the numbers of the builds that it made
public record Delivery(
        long id,
        String key,
        Instant receivedAt,
        String event,
        Verdict verdict,
        NoBuild reason,
        Optional<SourceRef> ref,
        Optional<String> commit,
        Map<String, String> headers,
        List<Integer> builds) {

    public enum Verdict {
        BUILDS,
        NOTHING,
        PING,
        /// it may be sent again
        REFUSED
    }

    public Delivery {
        headers = Map.copyOf(headers);
        builds = List.copyOf(builds);
    }
}
