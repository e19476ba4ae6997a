package io.slipway.work;

/// Why Slipway does not start, in one sentence for the person who starts it: printed without a stack trace.
public class StartFailure extends RuntimeException {

    public StartFailure(String sentence) {
        super(sentence);
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
