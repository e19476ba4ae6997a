package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.OwnDatabase;
import io.slipway.work.OutboxReader.TryLaterException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationModuleTest
@OwnDatabase
@Tag("H14")
class OutboxModuleTest {

    @TestConfiguration
    static class Readers {

        @Bean
        RecordingReader one() {
            return new RecordingReader("one");
        }

        @Bean
        RecordingReader other() {
            return new RecordingReader("other");
        }
    }

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxSql sql;

    @Autowired
    OutboxWorker worker;

    @Autowired
    RollUps rollUps;

    @Autowired
    RecordingReader one;

    @Autowired
    RecordingReader other;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    PlatformTransactionManager manager;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void empty() {
        one.check = _ -> {};
        other.check = _ -> {};
        jdbc.sql("DELETE FROM work.outbox").update();
        one.events.clear();
        other.events.clear();
    }

    @Test
    void givesEachReaderWhatWasCommitted() {
        transactions.executeWithoutResult(_ -> {
            publish("a");
            publish("b");
        });
        await().until(() ->
                one.targets().equals(List.of("a", "b")) && other.targets().equals(List.of("a", "b")));
        await().until(() -> rows("%") == 0);
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() {
        transactions.executeWithoutResult(transaction -> {
            publish("gone");
            transaction.setRollbackOnly();
        });
        transactions.executeWithoutResult(_ -> publish("kept"));
        await().until(() -> one.targets().contains("kept"));
        assertThat(one.targets()).containsExactly("kept");
    }

    @Test
    void wantsATransaction() {
        assertThatThrownBy(() -> publish("x")).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void saysWhoActsAndFromWhere() throws Exception {
        RequestOrigin origin = RequestOrigin.of("203.0.113.7", "curl");
        origin.actAs(7, "ada", Optional.of(9L));
        origin.call(() -> {
            outbox.publishLater(Event.of("member.add").in(1).on(2).target("bob").with("role", "write"));
            return true;
        });
        await().until(() -> !one.events.isEmpty());

        StoredEvent stored = one.events.element();
        assertThat(stored.event())
                .isEqualTo(Event.of("member.add")
                        .in(1)
                        .on(2)
                        .target("bob")
                        .with("role", "write")
                        .by(new RequestOrigin.Actor(7, "ada", Optional.of(9L))));
        assertThat(stored.body().address()).isEqualTo("203.0.113.7");
        assertThat(stored.body().client()).isEqualTo("curl");
        assertThat(stored.body().requestId()).isEqualTo(origin.requestId());
        assertThat(stored.times()).isOne();
    }

    @Test
    void setsAPoisonousEventAsideAndLetsTheOthersPass() {
        AtomicInteger tries = new AtomicInteger();
        one.check = event -> {
            if (event.event().target().equals("poison")) {
                tries.incrementAndGet();
                throw new IllegalStateException("cannot be taken");
            }
        };
        transactions.executeWithoutResult(_ -> List.of("a", "poison", "b").forEach(this::publish));

        await().until(() -> one.targets().equals(List.of("a", "b")));
        await().atMost(Duration.ofSeconds(20)).until(() -> rows("one!") == 1);
        assertThat(rows("one")).isZero();
        // once with the others, and five times alone
        assertThat(tries.get()).isBetween(6, 10);
        assertThat(other.targets()).containsExactly("a", "poison", "b");

        one.check = _ -> {};
        worker.takeUp();
        await().until(() -> one.targets().equals(List.of("a", "b", "poison")));
    }

    @Test
    void waitsForAReaderThatIsOutOfReachAndHoldsUpNoOther() {
        AtomicInteger tries = new AtomicInteger();
        one.check = _ -> {
            if (tries.incrementAndGet() < 7) {
                throw new TryLaterException("down", new IOException());
            }
        };
        transactions.executeWithoutResult(_ -> publish("patient"));

        await().until(() -> other.targets().equals(List.of("patient")));
        assertThat(one.events).isEmpty();
        for (int i = 0; i < 7; i++) {
            worker.wake();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> one.targets().equals(List.of("patient")));
    }

    @Test
    void givesEachEventToOneReplicaOnly() throws Exception {
        RecordingReader replicated = new RecordingReader("replicated");
        sql.insert(
                List.of("replicated"),
                IntStream.range(0, 1_000)
                        .mapToObj(i -> body(Event.of("user.create").target("user-" + i)))
                        .toList(),
                IntStream.range(0, 1_000).mapToObj(_ -> 0.0).toList());
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    OutboxRun run = new OutboxRun(replicated, sql, transactions);
                    while (rows("replicated") > 0) {
                        run.drain();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(replicated.targets()).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void neverBlocksNorFailsWhenTheQueueIsFull() {
        CountDownLatch database = new CountDownLatch(1);
        TransactionTemplate hanging = new TransactionTemplate(manager) {
            @Override
            public void executeWithoutResult(java.util.function.Consumer<TransactionStatus> action) {
                try {
                    database.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                super.executeWithoutResult(action);
            }
        };
        OutboxQueue queue = new OutboxQueue(sql, worker, hanging);
        int more = 1_000;
        // what the writer holds already does not count
        for (int i = 0; i < OutboxQueue.CAPACITY + 500 + more; i++) {
            queue.add(body(Event.of("session.refuse").target("full")));
        }
        assertThat(queue.lost()).isGreaterThanOrEqualTo(more);
        long kept = OutboxQueue.CAPACITY + 500 + more - queue.lost();
        database.countDown();
        queue.destroy();

        await().atMost(Duration.ofSeconds(60)).until(() -> one.events.size() == kept);
        assertThat(queue.lost()).isZero();
    }

    @Test
    void countsWhatHappensAllTheTimeInOneEventPerActor() throws Exception {
        for (int i = 0; i < 50; i++) {
            RequestOrigin.of("203.0.113.7", "docker").call(() -> {
                outbox.rollUp(Event.of("token.issue").by(7, "ada"));
                outbox.rollUp(Event.of("token.issue").by(8, "bob"));
                return true;
            });
            RequestOrigin.of("203.0.113." + i % 2, "docker").call(() -> {
                outbox.rollUp(Event.of("token.refuse").refused("ANONYMOUS"));
                return true;
            });
        }
        rollUps.flush();

        await().until(() -> one.events.size() == 4);
        assertThat(one.events.stream().filter(event -> event.event().action().equals("token.issue")))
                .allSatisfy(event -> assertThat(event.times()).isEqualTo(50))
                .allSatisfy(event -> assertThat(event.body().address()).isEqualTo("203.0.113.7"))
                .allSatisfy(event -> assertThat(event.body().requestId()).isEmpty());
        assertThat(one.events.stream()
                        .filter(event -> event.event().action().equals("token.refuse"))
                        .map(event -> event.body().address() + " " + event.times()))
                .containsExactlyInAnyOrder("203.0.113.0 25", "203.0.113.1 25");
    }

    @Test
    void writesWhatWasCountedWhenTheProcessEnds() {
        OutboxQueue queue = new OutboxQueue(sql, worker, transactions);
        RollUps ending = new RollUps(queue, Clock.systemUTC());
        ending.add(body(Event.of("token.issue").target("last")));
        ending.destroy();
        queue.destroy();

        await().until(() -> one.targets().contains("last"));
    }

    private void publish(String target) {
        outbox.publish(Event.of("user.create").target(target));
    }

    private static StoredEvent.Body body(Event event) {
        return new StoredEvent.Body(event, "", "", "", 1);
    }

    private long rows(String reader) {
        return jdbc.sql("SELECT count(*) FROM work.outbox WHERE reader LIKE :reader")
                .param("reader", reader)
                .query(Long.class)
                .single();
    }
}
