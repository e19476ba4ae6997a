package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.OwnDatabase;
import io.slipway.work.Operation.State;
import io.slipway.work.OperationSql.Claim;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@ApplicationModuleTest
@OwnDatabase
@Tag("H14")
class OperationsModuleTest {

    private static final String KIND = "test.count";

    /// Runs by itself, as the program's runners do.
    @TestConfiguration
    static class Runners {

        @Bean
        Counter counter() {
            return new Counter(KIND);
        }
    }

    /// Counts to what it is told, in rows too.
    static class Counter implements OperationRunner {

        private final String kind;
        volatile Runnable before = () -> {};
        final AtomicInteger steps = new AtomicInteger();

        Counter(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public OperationStep step(Operation operation) {
            before.run();
            steps.incrementAndGet();
            long done = operation.progress().done() + 1;
            long to = operation.data().path("to").asLong();
            return done < to
                    ? OperationStep.more("counting", done, to, operation.data())
                    : OperationStep.last(
                            to, JsonNodeFactory.instance.objectNode().put("counted", done));
        }
    }

    @Autowired
    Operations operations;

    @Autowired
    OperationSql sql;

    @Autowired
    OperationWorker worker;

    @Autowired
    Counter counter;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private Counter own = new Counter("test.own");

    @BeforeEach
    void empty() {
        own = new Counter("test.own");
        jdbc.sql("DELETE FROM work.operation").update();
    }

    @Test
    void beginsAtOnceAndTellsWhatCameOfIt() {
        long start = System.nanoTime();
        UUID id = submit(KIND, 3);
        await().until(() -> state(id) == State.DONE);

        Operation done = find(id);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(done.progress().done()).isEqualTo(3);
        assertThat(done.progress().percent()).contains(100);
        assertThat(done.result().path("counted").asLong()).isEqualTo(3);
        assertThat(done.problem()).isEmpty();
        assertThat(done.times().finished()).isPresent();
    }

    @Test
    void wantsATransactionAndForgetsWhatWasRolledBack() {
        assertThatThrownBy(() -> operations.submit(KIND, "x", Optional.empty(), data(1)))
                .isInstanceOf(IllegalTransactionStateException.class);
        transactions.executeWithoutResult(transaction -> {
            operations.submit(KIND, "x", Optional.of(7L), data(1));
            transaction.setRollbackOnly();
        });

        assertThat(operations.page(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void goesOnWhereAProcessDied() {
        UUID id = submit(own.kind(), 3);
        Claim dead = sql.claim(Set.of(own.kind()), "dead", 30).orElseThrow();
        sql.proceed(dead, OperationStep.more("counting", 1, 3, data(3)), 30);
        OperationTurns here = turns();
        assertThat(here.next(() -> false)).as("while the lease lasts").isFalse();

        jdbc.sql("UPDATE work.operation SET lease_until = now() - interval '1 second'")
                .update();
        assertThat(here.next(() -> false)).isTrue();

        assertThat(state(id)).isEqualTo(State.DONE);
        assertThat(own.steps).as("after the one that was made").hasValue(2);
        assertThat(sql.proceed(dead, OperationStep.more("late", 1, 3, data(3)), 30))
                .as("what the dead one still says")
                .isZero();
    }

    @Test
    void makesAStepAgainThatDiedHalfway() {
        UUID id = submit(own.kind(), 2);
        own.before = () -> {
            jdbc.sql("INSERT INTO work.counter (key, misses, blocked_until) VALUES ('half', 1, now())")
                    .update();
            own.before = () -> {};
            throw new IllegalStateException("halfway");
        };
        OperationTurns here = turns();
        here.next(() -> false);
        assertThat(jdbc.sql("SELECT count(*) FROM work.counter WHERE key = 'half'")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(find(id).progress().done()).isZero();

        makeDue();
        here.next(() -> false);

        assertThat(state(id)).isEqualTo(State.DONE);
    }

    @Test
    void neverRunsOneTwiceAtATime() throws InterruptedException {
        submit(own.kind(), 5);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        own.before = () -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        OperationTurns one = turns();
        Thread slow = Thread.ofVirtual().start(() -> one.next(() -> false));
        inside.await();
        makeDue();

        own.before = own.steps::incrementAndGet;
        assertThat(turns().next(() -> false)).as("its lease is over").isTrue();
        assertThat(own.steps).as("but it still makes its step").hasValue(0);

        go.countDown();
        slow.join();
        assertThat(own.steps.get())
                .as("whose turn is over makes no further one")
                .isOne();
        assertThat(operations.page(Optional.empty(), 1).getFirst().progress().done())
                .as("and what it did counts for nothing")
                .isZero();
    }

    @Test
    void stopsWhenSomebodyCancels() {
        UUID id = submit(own.kind(), 100);
        own.before = () -> {
            if (own.steps.get() == 2) {
                // from elsewhere, while the step is made
                inOtherTransaction(() -> operations.cancel(id));
            }
        };
        OperationTurns here = turns();
        here.next(() -> false);

        assertThat(state(id)).isEqualTo(State.CANCELLED);
        assertThat(find(id).progress().done()).isEqualTo(3);
        assertThat(operations.cancel(id)).isFalse();
    }

    @Test
    void cancelsWhatNeverBegan() {
        UUID id = submit(own.kind(), 1);
        assertThat(operations.cancel(id)).isTrue();
        turns().next(() -> false);

        assertThat(state(id)).isEqualTo(State.CANCELLED);
        assertThat(own.steps).hasValue(0);
    }

    @Test
    void tellsInASentenceWhyItFailed() {
        UUID id = submit(own.kind(), 1);
        own.before = () -> {
            throw new OperationFailedException("there is no repository acme/web\u202e any more");
        };
        turns().next(() -> false);

        assertThat(state(id)).isEqualTo(State.FAILED);
        assertThat(find(id).problem()).contains("there is no repository acme/web\ufffd any more");
    }

    @Test
    @Tag("H2")
    void givesUpAfterSomeTriesAndTellsNothingOfTheInside() {
        UUID id = submit(own.kind(), 1);
        own.before = () -> {
            throw new IllegalStateException("SELECT secret FROM somewhere");
        };
        OperationTurns here = turns();
        for (int tries = 1; tries <= 5; tries++) {
            assertThat(state(id)).isIn(State.QUEUED, State.RUNNING);
            makeDue();
            here.next(() -> false);
        }

        assertThat(state(id)).isEqualTo(State.FAILED);
        assertThat(find(id).problem().orElseThrow()).doesNotContain("SELECT").contains("log");
    }

    @Test
    void givesEachATurn() {
        UUID endless = submit(own.kind(), 1_000_000);
        UUID small = submit(own.kind(), 1);
        OperationTurns here = turns();
        // as if each step took a second
        here.next(() -> true);
        here.next(() -> true);

        assertThat(state(small)).isEqualTo(State.DONE);
        assertThat(state(endless)).isEqualTo(State.RUNNING);
        assertThat(find(endless).progress().done()).isOne();
    }

    @Test
    void listsSomebodysOwnTheNewestFirst() {
        List<UUID> mine = List.of(submit("test.kept", 1), submit("test.kept", 1), submit("test.kept", 1));
        transactions.executeWithoutResult(_ -> operations.submit("test.kept", "x", Optional.of(8L), data(1)));

        List<Operation> first = operations.page(7, Optional.empty(), 2);
        List<Operation> second = operations.page(7, Optional.of(first.getLast().position()), 2);

        assertThat(first).extracting(Operation::id).containsExactly(mine.get(2), mine.get(1));
        assertThat(second).extracting(Operation::id).containsExactly(mine.get(0));
        assertThat(OperationPosition.parse(first.getLast().position().toString()))
                .contains(first.getLast().position());
        assertThat(OperationPosition.parse("never~mind")).isEmpty();
        assertThat(operations.unfinished(7, 10)).hasSize(3);
        assertThat(operations.page(Optional.empty(), 10)).hasSize(4);
    }

    @Test
    void leavesKindsAloneThatItDoesNotKnow() {
        UUID id = submit("test.newer", 1);

        assertThat(turns().next(() -> false)).isFalse();
        assertThat(state(id)).isEqualTo(State.QUEUED);
    }

    @Test
    void forgetsWhatFinishedAMonthAgo() {
        UUID old = submit(own.kind(), 1);
        turns().next(() -> false);
        UUID waiting = submit("test.newer", 1);
        jdbc.sql("UPDATE work.operation SET created_at = now() - interval '40 days',"
                        + " finished_at = finished_at - interval '29 days'")
                .update();
        worker.forget();
        assertThat(operations.find(old)).isPresent();

        jdbc.sql("UPDATE work.operation SET finished_at = finished_at - interval '2 days'")
                .update();
        worker.forget();

        assertThat(operations.find(old)).isEmpty();
        assertThat(operations.find(waiting)).isPresent();
    }

    private OperationTurns turns() {
        return new OperationTurns(sql, transactions, Map.of(own.kind(), own), "here");
    }

    private UUID submit(String kind, long to) {
        return Objects.requireNonNull(
                        transactions.execute(_ -> operations.submit(kind, "acme/web", Optional.of(7L), data(to))))
                .id();
    }

    private Operation find(UUID id) {
        return operations.find(id).orElseThrow();
    }

    private State state(UUID id) {
        return find(id).state();
    }

    private void makeDue() {
        jdbc.sql("UPDATE work.operation SET lease_until = now() - interval '1 second'")
                .update();
    }

    private static void inOtherTransaction(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode data(long to) {
        return JsonNodeFactory.instance.objectNode().put("to", to);
    }
}
