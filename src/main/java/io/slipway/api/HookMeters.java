package io.slipway.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.builds.GitProvider;
import io.slipway.builds.HookAnswer;
import io.slipway.builds.HookHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How many deliveries of Git providers were taken, and how many not.
@Component
class HookMeters {

    private static final List<String> RESULTS =
            List.of("taken", "repeated", "ping", "refused", "throttled", "too_large", "malformed", "queue_full");

    private final MeterRegistry registry;

    HookMeters(MeterRegistry registry) {
        this.registry = registry;
        for (String result : RESULTS) {
            for (GitProvider provider : GitProvider.values()) {
                counter(Optional.of(provider), result);
            }
            counter(Optional.empty(), result);
        }
    }

    HookAnswer counted(HookHeaders headers, HookAnswer answer) {
        counter(
                        headers.sender(),
                        switch (answer) {
                            case HookAnswer.Taken taken -> taken.repeated() ? "repeated" : "taken";
                            case HookAnswer.Pong _ -> "ping";
                            case HookAnswer.Refused _ -> "refused";
                            case HookAnswer.Wait _ -> "throttled";
                            case HookAnswer.TooLarge _ -> "too_large";
                            case HookAnswer.Malformed _ -> "malformed";
                            case HookAnswer.QueueFull _ -> "queue_full";
                        })
                .increment();
        return answer;
    }

    private Counter counter(Optional<GitProvider> provider, String result) {
        String sender = provider.map(it -> it.name().toLowerCase(Locale.ROOT)).orElse("other");
        return registry.counter("slipway.webhook.deliveries", "provider", sender, "result", result);
    }
}
