package io.slipway.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.builds.HookAnswer;
import java.util.List;
import org.springframework.stereotype.Component;

/// How many deliveries of Git providers were taken, and how many not.
@Component
class HookMeters {

    private final MeterRegistry registry;

    HookMeters(MeterRegistry registry) {
        this.registry = registry;
        List.of("taken", "repeated", "ping", "refused", "throttled", "too_large", "malformed", "queue_full")
                .forEach(this::counter);
    }

    HookAnswer counted(HookAnswer answer) {
        counter(
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

    private Counter counter(String result) {
        return registry.counter("slipway.webhook.deliveries", "result", result);
    }
}
