package io.slipway.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.Credential;
import io.slipway.access.Credentials.Issued;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A robot's token as this API shows it.
///
/// @param repositories where it is good; empty: wherever the robot holds a role
/// @param hints        the last characters of its secrets that are valid
/// @param secret       only in the answer that made it
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TokenView(
        long id,
        String name,
        List<String> rights,
        List<String> tags,
        List<String> repositories,
        List<String> hints,
        String state,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        Optional<String> lastUsedAddress,
        Optional<String> secret) {

    static TokenView of(Credential token) {
        return of(token, Optional.empty());
    }

    static TokenView of(Issued issued) {
        return of(issued.credential(), Optional.of(issued.secret()));
    }

    private static TokenView of(Credential token, Optional<String> secret) {
        return new TokenView(
                token.id(),
                token.name(),
                token.scope().rights().stream()
                        .sorted()
                        .map(right -> right.name().toLowerCase(Locale.ROOT))
                        .toList(),
                token.scope().tags().globs(),
                token.places(),
                token.hints(),
                token.state().name().toLowerCase(Locale.ROOT),
                token.createdAt(),
                token.expiresAt(),
                token.usedAt(),
                token.address(),
                secret);
    }

    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
