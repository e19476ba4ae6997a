package io.slipway.work;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

@Component
class ExitWhenReady implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private final StartSettings settings;
    private final ConfigurableApplicationContext context;

    ExitWhenReady(StartSettings settings, ConfigurableApplicationContext context) {
        this.settings = settings;
        this.context = context;
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        if (settings.exitWhenReady() && event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
            context.close();
        }
    }
}
