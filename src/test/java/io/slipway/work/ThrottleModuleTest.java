package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.OwnDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest
@OwnDatabase
@Tag("H4")
class ThrottleModuleTest {

    private static final String KEY = "password:ada";

    @Autowired
    Throttle throttle;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void empty() {
        jdbc.sql("DELETE FROM work.counter").update();
    }

    @Test
    void letsFiveMissesPass() {
        miss(5);
        assertThat(throttle.wait(KEY)).isZero();
        assertThat(throttle.wait("password:bob")).isZero();
    }

    @Test
    void doublesTheDelayUpToAQuarterOfAnHour() {
        miss(5);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
            throttle.miss(KEY);
            assertThat(throttle.wait(KEY))
                    .isPositive()
                    .isBetween(Duration.ofSeconds(seconds).minusMillis(900), Duration.ofSeconds(seconds));
        }
    }

    @Test
    void forgetsMissesAfterASuccess() {
        miss(9);
        throttle.clear(KEY);
        assertThat(throttle.wait(KEY)).isZero();
        miss(5);
        assertThat(throttle.wait(KEY)).isZero();
    }

    @Test
    void isExhaustedByAHundredMissesInARow() {
        miss(99);
        assertThat(throttle.exhausted(KEY)).isFalse();
        throttle.miss(KEY);
        assertThat(throttle.exhausted(KEY)).isTrue();
        assertThat(throttle.wait(KEY)).isGreaterThan(Duration.ofMinutes(14));
    }

    @Test
    void forgetsWhatIsADayOld() {
        miss(100);
        jdbc.sql("UPDATE work.counter SET changed_at = now() - interval '25 hours', blocked_until = now()")
                .update();
        assertThat(throttle.exhausted(KEY)).isFalse();
        throttle.miss(KEY);
        assertThat(throttle.wait(KEY)).isZero();

        jdbc.sql("UPDATE work.counter SET changed_at = now() - interval '25 hours'")
                .update();
        throttle.forget();
        assertThat(jdbc.sql("SELECT count(*) FROM work.counter")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void countsEvenWhenTheCallerRollsBack() {
        for (int i = 0; i < 6; i++) {
            transactions.executeWithoutResult(transaction -> {
                throttle.miss(KEY);
                transaction.setRollbackOnly();
            });
        }
        assertThat(throttle.wait(KEY)).isPositive();
    }

    @Test
    void countsParallelMissesEachOnce() throws Exception {
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> throttle.miss(KEY)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(jdbc.sql("SELECT misses FROM work.counter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void keepsNoKeyAsItIsAndTakesAny() {
        throttle.miss("address:203.0.113.7");
        throttle.miss("password:" + "x".repeat(100_000));
        throttle.miss("password:\0");
        assertThat(jdbc.sql("SELECT key FROM work.counter").query(String.class).list())
                .hasSize(3)
                .allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    @Test
    void followsTheCallersOwnPolicy() {
        Throttle.Policy strict = new Throttle.Policy(0, Duration.ofSeconds(30), Duration.ofSeconds(40));
        throttle.miss(KEY, strict);
        assertThat(throttle.wait(KEY)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        throttle.miss(KEY, strict);
        assertThat(throttle.wait(KEY)).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
    }

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            throttle.miss(KEY);
        }
    }
}
