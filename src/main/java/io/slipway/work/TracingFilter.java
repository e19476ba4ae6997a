package io.slipway.work;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves out all that makes traces where nobody takes them: neither the start nor a request pays for it then.
class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String[] PACKAGES = {
        "org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry."
    };

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        wanted = !Objects.requireNonNullElse(environment.getProperty(ENDPOINT), "")
                .isBlank();
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            matches[i] = wanted || !isTracing(Objects.requireNonNullElse(classes[i], ""));
        }
        return matches;
    }

    private static boolean isTracing(String name) {
        for (String prefix : PACKAGES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
