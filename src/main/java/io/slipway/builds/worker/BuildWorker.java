package io.slipway.builds.worker;

import io.slipway.builds.worker.BuildClaimSql.Asked;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Takes builds from the queue, a few at a time, and keeps them while they run.
@Component
class BuildWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BuildWorker.class);

    /// Of the lease: whoever could not renew it for so long stops before somebody else begins.
    private static final Duration GIVE_UP = BuildWork.LEASE.minusSeconds(15);

    private static final Duration SEEN = Duration.ofSeconds(10);
    private static final Pattern NAME = Pattern.compile("(?<id>\\d{1,18})-(?<claims>\\d{1,9})");

    private final String node = UUID.randomUUID().toString();
    private final Map<Long, RunningBuild> running = new ConcurrentHashMap<>();
    private final RunnerChoice runners;
    private final BuildParts parts;
    private final Clock clock;
    private volatile boolean started;
    private Instant seen = Instant.EPOCH;
    private Instant renewed = Instant.EPOCH;

    BuildWorker(RunnerChoice runners, BuildParts parts, Clock clock) {
        this.runners = runners;
        this.parts = parts;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (parts.settings().builds()) {
            for (BuildRunner each : runners.all()) {
                forgetOld(each);
            }
        }
        started = true;
    }

    /// What runs goes back into the queue: another process takes it, or this one after its start.
    @Override
    public void stop() {
        started = false;
        running.values().forEach(build -> build.stop().giveUp());
        Instant end = clock.instant().plusSeconds(10);
        while (!running.isEmpty() && clock.instant().isBefore(end)) {
            pause();
        }
        if (seen.isAfter(Instant.EPOCH)) {
            parts.workers().gone(node);
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Scheduled(fixedDelay = 500)
    void tick() {
        if (!started || !parts.settings().builds()) {
            return;
        }
        try {
            renew();
            take();
        } catch (DataAccessException e) {
            LOG.warn("the queue of builds cannot be reached: {}", e.getMessage());
            if (Duration.between(renewed, clock.instant()).compareTo(GIVE_UP) > 0) {
                running.values().forEach(build -> build.stop().giveUp());
            }
        }
    }

    /// Of other processes, too, whether this one builds or not.
    @Scheduled(fixedDelay = 5_000)
    void findLost() {
        if (started) {
            int found = parts.work().findLost();
            if (found > 0) {
                LOG.warn("the workers of {} builds are gone", found);
            }
        }
    }

    private void renew() {
        if (running.isEmpty()) {
            renewed = clock.instant();
            return;
        }
        Map<Long, Asked> asked =
                parts
                        .work()
                        .renew(running.values().stream()
                                .map(RunningBuild::claim)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Asked::id, Function.identity()));
        renewed = clock.instant();
        running.values().forEach(build -> {
            Asked wish = asked.get(build.claim().id());
            if (wish == null) {
                build.stop().giveUp();
            } else if (wish.stop()) {
                build.stop().stop(wish.newer() ? BuildReason.NEWER : BuildReason.ASKED);
            }
        });
    }

    private void take() {
        Optional<BuildRunner> chosen = runners.choose();
        tellOfThisOne();
        if (chosen.isEmpty()) {
            return;
        }
        for (Optional<BuildClaim> claim = claim(); claim.isPresent(); claim = claim()) {
            start(new RunningBuild(claim.get(), chosen.get(), parts));
        }
    }

    private void tellOfThisOne() {
        if (Duration.between(seen, clock.instant()).compareTo(SEEN) >= 0) {
            parts.workers().seen(node, runners.report());
            seen = clock.instant();
        }
    }

    private Optional<BuildClaim> claim() {
        return started && running.size() < parts.settings().parallel()
                ? parts.work().claim(node)
                : Optional.empty();
    }

    private void start(RunningBuild build) {
        running.put(build.claim().id(), build);
        Thread.ofVirtual().name("build " + build.claim().id()).start(() -> {
            try {
                build.run();
            } catch (RuntimeException e) {
                LOG.error(
                        "build {} could not be ended; it is taken up again later",
                        build.claim().id(),
                        e);
            } finally {
                running.remove(build.claim().id());
            }
        });
    }

    private void forgetOld(BuildRunner each) {
        try {
            for (String name : each.clean()) {
                Matcher match = NAME.matcher(name);
                if (match.matches()) {
                    parts.work().expire(Long.parseLong(match.group("id")), Integer.parseInt(match.group("claims")));
                }
            }
        } catch (IOException | DataAccessException e) {
            LOG.warn("what earlier builds left cannot be cleared away: {}", e.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
