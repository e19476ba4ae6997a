package io.slipway.builds;

/// Why a build cannot go on. The message is for those who may push.
class BuildFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final BuildReason reason;

    BuildFailure(BuildReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    BuildReason reason() {
        return reason;
    }
}
