package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

class ReadinessTest {

    private final Switch probe = new Switch();
    private final HandClock clock = new HandClock();
    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
    private final Readiness readiness = new Readiness(List.of(probe), availability, clock);

    @Test
    void isNotReadyBeforeTheFirstCheck() {
        accept(ReadinessState.ACCEPTING_TRAFFIC);

        assertThat(readiness.isReady()).isFalse();
    }

    @Test
    void isNotReadyBeforeTheStartIsCompleteNorWhenTheEndHasBegun() {
        checkUntilTroubleIs(Optional.empty());
        assertThat(readiness.isReady()).isFalse();

        accept(ReadinessState.ACCEPTING_TRAFFIC);
        assertThat(readiness.isReady()).isTrue();

        accept(ReadinessState.REFUSING_TRAFFIC);
        assertThat(readiness.isReady()).isFalse();
    }

    @Test
    void staysReadyDuringABlip() {
        accept(ReadinessState.ACCEPTING_TRAFFIC);
        checkUntilTroubleIs(Optional.empty());

        probe.trouble = Optional.of("unplugged");
        clock.pass(Duration.ofSeconds(5));
        checkUntilTroubleIs(Optional.of("java.lang.IllegalStateException: unplugged"));
        clock.pass(Duration.ofSeconds(14));
        assertThat(readiness.isReady()).isTrue();

        probe.trouble = Optional.empty();
        checkUntilTroubleIs(Optional.empty());
        clock.pass(Duration.ofSeconds(14));
        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void endsAfterFifteenSecondsOfTroubleAndComesBack() {
        accept(ReadinessState.ACCEPTING_TRAFFIC);
        checkUntilTroubleIs(Optional.empty());

        probe.trouble = Optional.of("unplugged");
        clock.pass(Duration.ofSeconds(21));
        checkUntilTroubleIs(Optional.of("java.lang.IllegalStateException: unplugged"));
        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.parts().getFirst().ready()).isFalse();

        probe.trouble = Optional.empty();
        checkUntilTroubleIs(Optional.empty());
        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void takesACheckThatHangsForTrouble() {
        accept(ReadinessState.ACCEPTING_TRAFFIC);
        checkUntilTroubleIs(Optional.empty());

        CountDownLatch end = new CountDownLatch(1);
        probe.hang.set(end);
        readiness.check();
        clock.pass(Duration.ofSeconds(21));
        assertThat(readiness.isReady()).isFalse();

        end.countDown();
    }

    private void accept(ReadinessState state) {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
    }

    private void checkUntilTroubleIs(Optional<String> trouble) {
        Instant now = clock.instant();
        await().untilAsserted(() -> {
            readiness.check();
            assertThat(readiness.parts().getFirst().trouble()).isEqualTo(trouble);
        });
        assertThat(clock.instant()).isEqualTo(now);
    }

    private static class Switch implements Probe {

        volatile Optional<String> trouble = Optional.empty();
        final AtomicReference<CountDownLatch> hang = new AtomicReference<>(new CountDownLatch(0));

        @Override
        public String name() {
            return "lamp";
        }

        @Override
        public void check() {
            try {
                hang.get().await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            trouble.ifPresent(text -> {
                throw new IllegalStateException(text);
            });
        }
    }

    private static class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
