package io.slipway.gc;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param enabled whether this replica reads blobs again
/// @param rate    bytes that it reads in a second, at most
/// @param period  how often each blob is read, if the rate allows it
@ConfigurationProperties("slipway.scrub")
record ScrubSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20MB") DataSize rate,
        @DefaultValue("30d") Duration period) {

    ScrubSettings {
        if (rate.toBytes() <= 0) {
            throw new IllegalArgumentException(
                    "slipway.scrub.rate must be above zero; slipway.scrub.enabled=false" + " turns it off");
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException("slipway.scrub.period must not be negative");
        }
    }

    double periodSeconds() {
        return period.toMillis() / 1000.0;
    }
}
