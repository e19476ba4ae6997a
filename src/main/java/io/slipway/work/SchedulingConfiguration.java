package io.slipway.work;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Recurring work is a server's; a command leaves it alone.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Conditional(SchedulingConfiguration.Serving.class)
class SchedulingConfiguration {

    static class Serving implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !CommandLine.isCommand(context.getEnvironment());
        }
    }
}
