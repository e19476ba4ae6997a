package io.slipway.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StorageFailureAnalyzer extends AbstractFailureAnalyzer<StorageException> {

    @Override
    protected FailureAnalysis analyze(@Nullable Throwable rootFailure, StorageException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
