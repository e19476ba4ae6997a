package io.slipway.work;

/// The work cannot be done; the message tells its owner why.
public class OperationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public OperationFailedException(String sentence) {
        super(sentence);
    }
}
