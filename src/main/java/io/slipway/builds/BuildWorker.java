package io.slipway.builds;

import io.slipway.builds.BuildClaimSql.Asked;
import io.slipway.builds.BuildSettings.Runner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("(?<id>\\d{1,18})-(?<claims>\\d{1,9})");

    private final String node = UUID.randomUUID().toString();
    private final Map<Long, RunningBuild> running = new ConcurrentHashMap<>();
    private final List<BuildRunner> runners;
    private final BuildParts parts;
    private final Clock clock;
    private volatile boolean started;
    private volatile BuilderReport report;
    private Optional<BuildRunner> runner = Optional.empty();
    private Instant checked = Instant.EPOCH;
    private Instant renewed = Instant.EPOCH;

    BuildWorker(List<BuildRunner> runners, BuildParts parts, Clock clock) {
        this.runners = runners;
        this.parts = parts;
        this.clock = clock;
        this.report = new BuilderReport(parts.settings().runner().name(), false, List.of());
    }

    BuilderReport report() {
        return report;
    }

    @Override
    public void start() {
        if (parts.settings().builds()) {
            for (BuildRunner each : runners) {
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
        if (running.size() >= parts.settings().parallel() || choose().isEmpty()) {
            return;
        }
        BuildRunner chosen = runner.orElseThrow();
        for (Optional<BuildClaim> claim = claim(); claim.isPresent(); claim = claim()) {
            start(new RunningBuild(claim.get(), chosen, parts));
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

    /// The first that works, looked for again once a minute.
    private Optional<BuildRunner> choose() {
        if (Duration.between(checked, clock.instant()).compareTo(CHECK) < 0) {
            return runner;
        }
        checked = clock.instant();
        Runner wanted = parts.settings().runner();
        List<BuildRunner> candidates = runners.stream()
                .filter(each -> wanted == Runner.AUTO || wanted == each.kind())
                .toList();
        Map<BuildRunner, List<String>> missing =
                candidates.stream().collect(Collectors.toMap(Function.identity(), BuildRunner::obstacles));
        runner = candidates.stream()
                .filter(each -> missing.getOrDefault(each, List.of()).isEmpty())
                .findFirst()
                // who asks for one by its name takes it as it is
                .or(() -> candidates.stream().filter(_ -> wanted != Runner.AUTO).findFirst());
        List<String> told =
                missing.values().stream().flatMap(List::stream).distinct().toList();
        BuilderReport now =
                new BuilderReport(runner.map(BuildRunner::kind).orElse(wanted).name(), runner.isPresent(), told);
        if (!now.equals(report)) {
            LOG.info("builder {}: {}", now.runner(), now.ready() ? "ready" : "not ready, builds wait");
            told.forEach(sentence -> LOG.warn("builder: {}", sentence));
        }
        report = now;
        return runner;
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
