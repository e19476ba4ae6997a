package io.slipway.work;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What happens every few seconds or hours comes again by itself: while the database is out of reach it says so in a
/// line, not in a stack trace for each of them.
@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleConfiguration.class);

    @Bean
    SimpleAsyncTaskSchedulerCustomizer tellFaultsOfSchedule() {
        return scheduler -> scheduler.setErrorHandler(ScheduleConfiguration::tell);
    }

    private static void tell(Throwable error) {
        if (Faults.isPassing(error)) {
            LOG.warn("work in the background is tried again in its next turn: {}", Faults.reason(error));
        } else {
            LOG.error("work in the background failed and is tried again in its next turn", error);
        }
    }
}
