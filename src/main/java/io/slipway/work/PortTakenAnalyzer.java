package io.slipway.work;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/// Names the setting of the port that is taken.
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortTakenAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private final Environment environment;

    PortTakenAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(@Nullable Throwable rootFailure, PortInUseException cause) {
        int port = cause.getPort();
        String setting = port == environment.getProperty("management.server.port", Integer.class, -1)
                ? "management.server.port"
                : "server.port";
        String sentence = "Port " + port + " is taken: stop what listens there, or choose another in " + setting;
        return new FailureAnalysis(sentence, null, cause);
    }
}
