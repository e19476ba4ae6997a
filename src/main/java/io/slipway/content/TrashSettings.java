package io.slipway.content;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param window how long what was deleted can be restored
@ConfigurationProperties("slipway.trash")
record TrashSettings(@DefaultValue("7d") Duration window) {

    TrashSettings {
        if (window.isNegative()) {
            throw new IllegalArgumentException("slipway.trash.window must not be negative");
        }
    }

    double seconds() {
        return window.toMillis() / 1000.0;
    }
}
