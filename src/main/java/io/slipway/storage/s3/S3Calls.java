package io.slipway.storage.s3;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/// How long calls of the store take with all their attempts, as `slipway_storage_calls_seconds`.
final class S3Calls implements MetricPublisher {

    private final ObjectProvider<MeterRegistry> meters;

    S3Calls(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters;
    }

    @Override
    public void publish(MetricCollection call) {
        String name = call.metricValues(CoreMetric.OPERATION_NAME).stream()
                .findFirst()
                .orElse("unknown");
        boolean succeeded =
                call.metricValues(CoreMetric.API_CALL_SUCCESSFUL).stream().allMatch(Boolean::booleanValue);
        Duration took = call.metricValues(CoreMetric.API_CALL_DURATION).stream()
                .findFirst()
                .orElse(Duration.ZERO);
        String result = succeeded ? "success" : "failure";
        // asked for now: meters look at the store when they are made
        meters.ifAvailable(
                registry -> registry.timer("slipway.storage.calls", "store", "s3", "call", name, "result", result)
                        .record(took));
    }

    @Override
    public void close() {
        // nothing is held
    }
}
