package io.slipway.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this instance ends.
///
/// @param drain how long it goes on serving after it said that it is not ready any more
@ConfigurationProperties("slipway")
record DrainSettings(@DefaultValue("0s") Duration drain) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    DrainSettings {
        if (drain.isNegative() || drain.compareTo(LONGEST) > 0) {
            throw new StartFailure("slipway.drain must be between 0s and 5m, but is " + drain);
        }
    }
}
