package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import io.slipway.builds.BuildSettings.Runner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/// By what this process builds: the first that works, looked for again once a minute.
@Component
class RunnerChoice {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerChoice.class);

    private static final Duration CHECK = Duration.ofMinutes(1);

    private final List<BuildRunner> runners;
    private final Runner wanted;
    private final Clock clock;
    private BuilderReport report;
    private Optional<BuildRunner> chosen = Optional.empty();
    private Instant checked = Instant.EPOCH;

    RunnerChoice(List<BuildRunner> runners, BuildSettings settings, Clock clock) {
        this.runners = runners;
        this.wanted = settings.runner();
        this.clock = clock;
        this.report = new BuilderReport(wanted.name(), false, List.of());
    }

    List<BuildRunner> all() {
        return runners;
    }

    /// What it found last.
    BuilderReport report() {
        return report;
    }

    Optional<BuildRunner> choose() {
        if (Duration.between(checked, clock.instant()).compareTo(CHECK) >= 0) {
            checked = clock.instant();
            look();
        }
        return chosen;
    }

    private void look() {
        List<BuildRunner> candidates = runners.stream()
                .filter(each -> wanted == Runner.AUTO || wanted == each.kind())
                .toList();
        Map<BuildRunner, List<String>> missing =
                candidates.stream().collect(Collectors.toMap(Function.identity(), BuildRunner::obstacles));
        chosen = candidates.stream()
                .filter(each -> missing.getOrDefault(each, List.of()).isEmpty())
                .findFirst()
                // who asks for one by its name takes it as it is
                .or(() -> candidates.stream().filter(_ -> wanted != Runner.AUTO).findFirst());
        List<String> told =
                missing.values().stream().flatMap(List::stream).distinct().toList();
        BuilderReport now =
                new BuilderReport(chosen.map(BuildRunner::kind).orElse(wanted).name(), chosen.isPresent(), told);
        if (!now.equals(report)) {
            LOG.info("builder {}: {}", now.runner(), now.ready() ? "ready" : "not ready, builds wait");
            // what is only done without is no warning
            Level level = now.ready() ? Level.INFO : Level.WARN;
            told.forEach(sentence -> LOG.atLevel(level).log("builder: {}", sentence));
        }
        report = now;
    }
}
