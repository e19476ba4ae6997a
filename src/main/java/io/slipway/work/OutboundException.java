package io.slipway.work;

/// A host to which Slipway does not go. The message is for whoever named it, and says nothing of what is there.
public class OutboundException extends RuntimeException {

    private static final long serialVersionUID = 1;

    OutboundException(String message) {
        super(message);
    }
}
