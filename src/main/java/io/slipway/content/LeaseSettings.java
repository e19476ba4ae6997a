package io.slipway.content;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long collection leaves alone what nothing references (yet).
///
/// @param grace the lease of a new link; extended when less than half is left
@ConfigurationProperties("slipway.gc")
record LeaseSettings(@DefaultValue("24h") Duration grace) {

    LeaseSettings {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("slipway.gc.grace must not be negative");
        }
    }

    double seconds() {
        return grace.toMillis() / 1000.0;
    }
}
