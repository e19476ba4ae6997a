package io.slipway.work;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// First in line: a sentence of ours says more than the framework's about the exception that wraps it.
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureAnalyzer extends AbstractFailureAnalyzer<StartFailure> {

    @Override
    protected FailureAnalysis analyze(@Nullable Throwable rootFailure, StartFailure cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
