package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.TagEvent;
import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What happened to a tag, as this API shows it.
///
/// @param digest what it names since; absent where it is gone
/// @param client shown to whoever may push
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TagEventView(
        String tag,
        String kind,
        Optional<String> digest,
        Optional<String> previous,
        Instant at,
        String by,
        Optional<String> client) {

    static TagEventView of(TagEvent event, boolean client) {
        return new TagEventView(
                event.name(),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.digest().map(Digest::toString),
                event.previous().map(Digest::toString),
                event.at(),
                event.by().name(),
                Optional.of(event.client()).filter(_ -> client));
    }
}
