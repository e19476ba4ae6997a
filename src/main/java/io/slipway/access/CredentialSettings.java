package io.slipway.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param life    of a token for which nobody chose another
/// @param maxLife no token is valid for longer
/// @param overlap how long the old secret stays valid beside the one that replaces it
@ConfigurationProperties("slipway.credentials")
record CredentialSettings(
        @DefaultValue("90d") Duration life,
        @DefaultValue("366d") Duration maxLife,
        @DefaultValue("24h") Duration overlap) {

    CredentialSettings {
        if (life.isNegative() || life.isZero() || life.compareTo(maxLife) > 0 || overlap.isNegative()) {
            throw new IllegalArgumentException(
                    "slipway.credentials.life must be positive and not longer than slipway.credentials.max-life");
        }
    }
}
