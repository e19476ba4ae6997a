package io.slipway.testing;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// For a child process whose machine has another time: `--spring.main.sources` names this class, `-Dtest.clock.offset`
/// says how far it is ahead.
public class ShiftedClock {

    @Bean
    @Primary
    Clock clockOfAnotherMachine() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getProperty("test.clock.offset")));
    }
}
