package io.slipway.builds.worker;

/// Why a build cannot go on. The message is for those who may push.
public class BuildFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final BuildReason reason;

    public BuildFailure(BuildReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BuildReason reason() {
        return reason;
    }
}
