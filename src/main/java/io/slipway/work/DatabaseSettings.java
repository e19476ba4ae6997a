package io.slipway.work;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How patient this program is with its database.
///
/// @param timeout how long a statement may take, with its wait for locks
@ConfigurationProperties("slipway.database")
record DatabaseSettings(@DefaultValue("20s") Duration timeout) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /// What the server has for saying that it gave up, and what no server says any more.
    private static final Duration MORE = Duration.ofSeconds(5);

    DatabaseSettings {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new StartFailure("slipway.database.timeout must be between 1s and 1h, but is " + timeout);
        }
    }

    /// After so long without a word a connection is taken for dead.
    Duration silence() {
        return timeout.plus(MORE);
    }
}
