package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Keep;
import io.slipway.content.PolicyDocument.RetentionRule;
import io.slipway.content.Repository;
import io.slipway.gc.GarbageCollector;
import io.slipway.gc.Retention;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Retention and collection beside pushes and pulls of the same images, for `-Drace.seconds=15`.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=2s",
            "slipway.gc.sweep-delay=0s",
            "slipway.gc.untagged=0s",
            "slipway.trash.window=1s"
        })
@Tag("L6")
class RetentionRaceHttpTest extends RegistryHttpBase {

    private static final int PUSHERS = 4;
    private static final int PULLERS = 2;

    @Autowired
    GarbageCollector collector;

    @Autowired
    Retention retention;

    @Autowired
    Policies policies;

    private final List<RetentionRacer> racers = new ArrayList<>();
    private final Queue<RetentionRacer.Pushed> known = new ConcurrentLinkedQueue<>();
    private final AtomicLong collected = new AtomicLong();
    private volatile boolean over;

    @Test
    void takesNothingThatIsKeptNorWhatHangsOnIt() throws Exception {
        RepositoryClient place = RepositoryClient.of(person("racer"), freshName("racer"));
        place.push("{}".getBytes(UTF_8));
        Repository repository = repositories
                .find(new RepositoryName(place.name()))
                .orElseThrow()
                .forWriting();
        long by = user("racer", false).id();
        policies.change(repository, _ -> policy().toPolicy());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < PUSHERS + PULLERS; i++) {
                RetentionRacer racer = new RetentionRacer(place, known, i);
                racers.add(racer);
                boolean pushes = i < PUSHERS;
                running.add(threads.submit(() -> {
                    while (!over) {
                        if (pushes) {
                            racer.push();
                        } else {
                            racer.pull();
                        }
                    }
                    return racer;
                }));
            }
            running.add(threads.submit(
                    () -> repeat(() -> collected.addAndGet(collector.run().manifests()))));
            running.add(threads.submit(() -> repeat(() -> retention.run(repository, by))));
            TimeUnit.SECONDS.sleep(Integer.getInteger("race.seconds", 15));
            over = true;
            for (Future<?> one : running) {
                one.get();
            }
        }

        long gone = jdbc.sql("SELECT sum(gone) FROM gc.retention_run WHERE repository_id = ?")
                .param(repository.id())
                .query(Long.class)
                .single();
        System.out.println("retention race: " + racers + "; retention took " + gone + " tags, collection " + collected
                + " manifests");
        List<String> faults = new ArrayList<>();
        racers.forEach(racer -> faults.addAll(racer.faults()));
        assertThat(faults).as("answers while it ran").isEmpty();
        assertThat(gone).as("tags that retention took").isPositive();
        assertThat(collected.get()).as("manifests collected").isPositive();
        assertThat(jdbc.sql("SELECT count(*) FROM gc.retention_run WHERE repository_id = ? AND state = 'FAILED'")
                        .param(repository.id())
                        .query(Long.class)
                        .single())
                .as("runs that failed")
                .isZero();
        // long after leases and trash are over
        TimeUnit.SECONDS.sleep(3);
        collector.run();
        racers.forEach(RetentionRacer::requireKept);
    }

    private void repeat(Runnable work) {
        while (!over) {
            work.run();
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static PolicyDocument policy() {
        return new PolicyDocument(
                null,
                new PolicyDocument.Retention(
                        null,
                        null,
                        null,
                        List.of(new RetentionRule(
                                List.of("*"), List.of("keep-*"), List.of(new Keep("pushed", 3, null, null))))));
    }
}
