package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildState;
import io.slipway.builds.Builds;
import io.slipway.builds.BuildsException;
import io.slipway.builds.Orders;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import io.slipway.testing.OwnDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.TestPropertySource;

/// The queue, with this test as its workers.
@ApplicationModuleTest(BootstrapMode.ALL_DEPENDENCIES)
@OwnDatabase
@TestPropertySource(properties = {"slipway.builds.per-namespace=3", "slipway.builds.queue-limit=30"})
class BuildQueueModuleTest {

    private static final BuildPlan PLAN = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, false);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    Builds builds;

    @Autowired
    BuildWork work;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void emptyTheQueue() {
        jdbc.sql("DELETE FROM builds.build").update();
    }

    @Test
    void takesTurnsBetweenNamespacesAndBuildsOneAtATimeInARepository() {
        User busy = person();
        User quiet = person();
        List<Repository> many = List.of(repository(busy), repository(busy), repository(busy), repository(busy));
        many.forEach(repository -> order(repository, "main"));
        many.forEach(repository -> order(repository, "main"));
        Repository one = repository(quiet);
        order(one, "main");
        order(one, "main");

        List<Long> taken = new ArrayList<>();
        for (Optional<BuildClaim> claim = work.claim("a"); claim.isPresent(); claim = work.claim("a")) {
            taken.add(claim.get().repositoryId());
        }
        // the second of the quiet one waits for the first, the fourth of the busy one for the limit of the namespace
        assertThat(taken)
                .containsExactly(
                        many.get(0).id(),
                        one.id(),
                        many.get(1).id(),
                        many.get(2).id());
    }

    @Test
    @org.junit.jupiter.api.Tag("L8")
    void givesEachBuildToOneOfManyWorkers() throws Exception {
        List<Repository> repositories = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Repository repository = repository(person());
            repositories.add(repository);
            order(repository, "main");
            order(repository, "other");
            order(repository, "third");
        }
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String node = "worker " + i;
            workers.add(Thread.ofVirtual().start(() -> {
                await(go);
                int idle = 0;
                while (idle < 20) {
                    Optional<BuildClaim> claim = work.claim(node);
                    idle = claim.isEmpty() ? idle + 1 : 0;
                    claim.ifPresent(it -> {
                        twice.addAndGet(seen.add(it.id()) ? 0 : 1);
                        assertThat(work.end(it, BuildEnd.pushed("sha256:" + "0".repeat(64))))
                                .isTrue();
                    });
                }
            }));
        }
        go.countDown();
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(seen).hasSize(24);
        assertThat(twice).hasValue(0);
        assertThat(count("state = 'SUCCEEDED'")).isEqualTo(24);
    }

    @Test
    @org.junit.jupiter.api.Tag("K10")
    void returnsABuildToTheQueueOnceWhenItsWorkerDies() {
        order(repository(person()), "main");
        BuildClaim first = work.claim("a").orElseThrow();
        loseAll();
        assertThat(work.renew(List.of(first))).isEmpty();
        assertThatThrownBy(() -> work.proceed(first, BuildState.PUSHING)).isInstanceOf(BuildStopped.class);

        BuildClaim second = work.claim("b").orElseThrow();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(work.end(first, BuildEnd.pushed("sha256:" + "0".repeat(64)))).isFalse();
        loseAll();
        assertThat(work.claim("c")).isEmpty();
        assertThat(count("state = 'FAILED' AND reason = 'LOST'")).isEqualTo(1);
    }

    @Test
    void writesDownWhenEachPartWasDone() {
        order(repository(person()), "main");
        BuildClaim claim = work.claim("a").orElseThrow();
        work.proceed(claim, BuildState.BUILDING);
        assertThat(count("cloned_at IS NOT NULL AND built_at IS NULL")).isEqualTo(1);
        work.proceed(claim, BuildState.TESTING);
        assertThat(count("built_at IS NOT NULL AND tested_at IS NULL")).isEqualTo(1);
        work.proceed(claim, BuildState.PUSHING);
        assertThat(count("started_at < cloned_at AND cloned_at < built_at AND built_at < tested_at"))
                .isEqualTo(1);

        work.release(claim);
        assertThat(count("coalesce(started_at, cloned_at, built_at, tested_at) IS NULL"))
                .isEqualTo(1);
        BuildClaim again = work.claim("b").orElseThrow();
        work.proceed(again, BuildState.BUILDING);
        work.proceed(again, BuildState.PUSHING);
        assertThat(count("built_at IS NOT NULL AND tested_at IS NULL")).isEqualTo(1);
    }

    @Test
    void givesBuildsBackWithoutCountingThemAsLost() {
        order(repository(person()), "main");
        for (int i = 0; i < 3; i++) {
            work.release(work.claim("a").orElseThrow());
        }
        BuildClaim claim = work.claim("a").orElseThrow();
        assertThat(claim.claims()).isEqualTo(4);
        assertThat(count("losses = 0 AND state = 'CLONING'")).isEqualTo(1);
    }

    @Test
    void letsOlderBuildsOfARefGiveWayWhereTheTriggerWantsIt() {
        Repository repository = repository(person());
        long trigger = trigger(repository, true);
        order(repository, trigger, "main");
        BuildClaim runs = work.claim("a").orElseThrow();
        order(repository, trigger, "main");
        order(repository, trigger, "side");
        int newest = order(repository, trigger, "main");

        assertThat(states(repository)).containsExactly("1 CLONING", "2 SUPERSEDED", "3 QUEUED", "4 QUEUED");
        assertThat(work.renew(List.of(runs))).containsExactly(new BuildClaimSql.Asked(runs.id(), true, true));
        assertThat(newest).isEqualTo(4);
    }

    @Test
    void cancelsAtOnceWhatWaitsAndAsksWhatRuns() {
        User owner = person();
        Repository repository = repository(owner);
        order(repository, "main");
        order(repository, "main");
        BuildClaim runs = work.claim("a").orElseThrow();
        builds.cancel(repository, 1, owner.id());
        builds.cancel(repository, 2, owner.id());
        assertThat(states(repository)).containsExactly("1 CLONING", "2 CANCELLED");
        assertThat(work.renew(List.of(runs))).containsExactly(new BuildClaimSql.Asked(runs.id(), true, false));
        work.end(runs, BuildEnd.because(BuildReason.ASKED, ""));
        assertThat(states(repository)).containsExactly("1 CANCELLED", "2 CANCELLED");
        assertThatThrownBy(() -> builds.cancel(repository, 1, owner.id())).isInstanceOf(BuildsException.class);
        assertThat(builds.retry(repository, 1, false, owner.id())).isEqualTo(3);
    }

    @Test
    void pausesATriggerAfterTwentyFailuresInARow() {
        Repository repository = repository(person());
        long trigger = trigger(repository, false);
        fail(repository, trigger, 19);
        order(repository, trigger, "main");
        work.end(work.claim("a").orElseThrow(), BuildEnd.pushed("sha256:" + "0".repeat(64)));
        fail(repository, trigger, 19);
        assertThat(paused(trigger)).isFalse();
        fail(repository, trigger, 1);
        assertThat(paused(trigger)).isTrue();
    }

    @Test
    void refusesMoreThanTheQueueHolds() {
        Repository repository = repository(person());
        for (int i = 0; i < 30; i++) {
            order(repository, "main");
        }
        assertThatThrownBy(() -> order(repository, "main"))
                .isInstanceOfSatisfying(
                        BuildsException.class, e -> assertThat(e.code()).isEqualTo(BuildsException.Code.QUEUE_FULL));
    }

    private void fail(Repository repository, long trigger, int times) {
        for (int i = 0; i < times; i++) {
            order(repository, trigger, "main");
            BuildReason reason = i % 2 == 0 ? BuildReason.STEP : BuildReason.TIME;
            work.end(work.claim("a").orElseThrow(), BuildEnd.because(reason, "no"));
        }
    }

    private boolean paused(long trigger) {
        return jdbc.sql("SELECT paused_at IS NOT NULL FROM builds.trigger WHERE id = ?")
                .param(trigger)
                .query(Boolean.class)
                .single();
    }

    private void loseAll() {
        jdbc.sql("UPDATE builds.build SET lease_until = now() - INTERVAL '1 s' WHERE lease_until IS NOT NULL")
                .update();
        work.findLost();
    }

    private int count(String which) {
        return jdbc.sql("SELECT count(*) FROM builds.build WHERE " + which)
                .query(Integer.class)
                .single();
    }

    private List<String> states(Repository repository) {
        return jdbc.sql("SELECT number || ' ' || state FROM builds.build WHERE repository_id = ? ORDER BY number")
                .param(repository.id())
                .query(String.class)
                .list();
    }

    private User person() {
        return users.create(NewUser.person("p" + NUMBERS.incrementAndGet() + "q", "a horse and a staple"));
    }

    private Repository repository(User owner) {
        return access.toMake(
                new Caller.Person(owner), new RepositoryName(owner.name() + "/r" + NUMBERS.incrementAndGet()));
    }

    private long trigger(Repository repository, boolean supersede) {
        return jdbc.sql("""
                        INSERT INTO builds.trigger (public_id, repository_id, provider, url, auth, hook_secret,
                            supersede, created_by)
                        SELECT ?, id, 'GIT', 'https://git.example.com/a.git', 'NONE', '', ?, created_by
                        FROM content.repository WHERE id = ? RETURNING id
                        """)
                .params(UUID.randomUUID(), supersede, repository.id())
                .query(Long.class)
                .single();
    }

    private int order(Repository repository, String branch) {
        return order(repository, trigger(repository, false), branch);
    }

    private int order(Repository repository, long trigger, String branch) {
        return new Orders(builds)
                .order(repository.id(), trigger, branch, Optional.empty(), PLAN, List.of(new Tag("latest")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
