package io.slipway.content;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/// How long collection leaves alone what nothing references (yet), and what nobody can restore any more.
///
/// @param grace      the lease of a new link; extended when less than half is left
/// @param sweepDelay the time before bytes go after the row that named them
/// @param untagged   the time before a manifest goes that lost its last tag; `never` keeps it
@ConfigurationProperties("slipway.gc")
record LeaseSettings(
        @DefaultValue("24h") Duration grace,
        @DefaultValue("24h") Duration sweepDelay,
        @DefaultValue("30d") String untagged) {

    private static final String NEVER = "never";

    LeaseSettings {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("slipway.gc.grace must not be negative");
        }
        if (sweepDelay.isNegative()) {
            throw new IllegalArgumentException("slipway.gc.sweep-delay must not be negative");
        }
        if (!untagged.equals(NEVER) && parse(untagged).isNegative()) {
            throw new IllegalArgumentException("slipway.gc.untagged must be a time such as 30d, or never");
        }
    }

    double seconds() {
        return seconds(grace);
    }

    double sweepSeconds() {
        return seconds(sweepDelay);
    }

    Optional<Double> untaggedSeconds() {
        return untagged.equals(NEVER) ? Optional.empty() : Optional.of(seconds(parse(untagged)));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static Duration parse(String text) {
        return DurationStyle.detectAndParse(text);
    }
}
