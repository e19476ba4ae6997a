package io.slipway.builds.worker;

/// The build is to go no further: it was cancelled, took too long, or is somebody else's by now.
public class BuildStopped extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BuildStopped() {
        super("the build was stopped", null, false, false);
    }
}
