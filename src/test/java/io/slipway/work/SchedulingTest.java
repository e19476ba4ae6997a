package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

@ExtendWith(OutputCaptureExtension.class)
class SchedulingTest {

    @Test
    void saysInALineThatTheDatabaseIsOutOfReachAndGoesOn(CapturedOutput output) {
        AtomicInteger turns = new AtomicInteger();
        run(
                () -> {
                    turns.incrementAndGet();
                    throw new DataAccessResourceFailureException("no connection for slipway");
                },
                turns);

        assertThat(output.getAll())
                .contains("tried again in its next turn: " + DataAccessResourceFailureException.class.getName()
                        + ": no connection for slipway")
                .doesNotContain("\tat ");
    }

    @Test
    void showsWhereABugIsAndGoesOn(CapturedOutput output) {
        AtomicInteger turns = new AtomicInteger();
        run(
                () -> {
                    turns.incrementAndGet();
                    throw new IllegalStateException("a bug of slipway");
                },
                turns);

        assertThat(output.getAll()).contains("a bug of slipway", "\tat " + SchedulingTest.class.getName());
    }

    private static void run(Runnable task, AtomicInteger turns) {
        try (var scheduler = new SimpleAsyncTaskScheduler()) {
            new SchedulingConfiguration().tellFaultsOfSchedule().customize(scheduler);
            scheduler.scheduleWithFixedDelay(task, Duration.ofMillis(1));
            await().until(() -> turns.get() > 2);
        }
    }
}
