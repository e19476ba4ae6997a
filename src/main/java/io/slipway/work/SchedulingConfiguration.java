package io.slipway.work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Recurring work is a server's; a command leaves it alone. What fails comes again in its next turn: while the database
/// is out of reach that is a line in the log, not a stack trace.
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Conditional(SchedulingConfiguration.Serving.class)
class SchedulingConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingConfiguration.class);

    static class Serving implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !CommandLine.isCommand(context.getEnvironment());
        }
    }

    @Bean
    SimpleAsyncTaskSchedulerCustomizer tellFaultsOfSchedule() {
        return scheduler -> scheduler.setErrorHandler(SchedulingConfiguration::tell);
    }

    private static void tell(Throwable error) {
        if (Faults.isPassing(error)) {
            LOG.warn("work in the background is tried again in its next turn: {}", Faults.reason(error));
        } else {
            LOG.error("work in the background failed and is tried again in its next turn", error);
        }
    }
}
