package io.slipway.work;

import io.micrometer.common.KeyValues;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/// Traces where somebody takes them. A span has the pattern of its path, not the path: some paths are secrets, such as
/// links to choose a password.
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    @ConditionalOnProperty(TracingFilter.ENDPOINT)
    SdkTracerProviderBuilderCustomizer sameTraceAsInLogs() {
        return builder -> builder.setIdGenerator(new RequestIds(IdGenerator.random()));
    }

    @Bean
    @ConditionalOnProperty(TracingFilter.ENDPOINT)
    Sampler sampler(@Value("${management.tracing.sampling.probability:0.1}") double share) {
        return Sampler.parentBased(new TraceSampler(share));
    }

    @Bean
    ServerRequestObservationConvention withoutPaths() {
        return new WithoutPaths();
    }

    private record RequestIds(IdGenerator random) implements IdGenerator {

        @Override
        public String generateTraceId() {
            return RequestOrigin.current().map(RequestOrigin::traceId).orElseGet(random::generateTraceId);
        }

        @Override
        public String generateSpanId() {
            return random.generateSpanId();
        }
    }

    private static final class WithoutPaths extends DefaultServerRequestObservationConvention {

        @Override
        public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
            return KeyValues.empty();
        }
    }
}
