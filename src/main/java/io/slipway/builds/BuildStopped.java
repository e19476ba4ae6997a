package io.slipway.builds;

/// The build is to go no further: it was cancelled, took too long, or is somebody else's by now.
class BuildStopped extends RuntimeException {

    private static final long serialVersionUID = 1;

    BuildStopped() {
        super("the build was stopped", null, false, false);
    }
}
