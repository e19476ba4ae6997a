package io.slipway.builds.worker;

import io.slipway.builds.BuildState;

/// Why a build did not succeed: pages have a sentence for each.
public enum BuildReason {
    /// the trigger or the repository is gone
    SOURCE_GONE(BuildState.FAILED),
    /// the Git server did not give the sources
    CLONE(BuildState.FAILED),
    /// the Git server has no such commit, branch or tag
    COMMIT_MISSING(BuildState.FAILED),
    /// files lie in Git LFS, which is not fetched
    LFS(BuildState.FAILED),
    /// a path leads out of the checkout, or to nothing
    PATH(BuildState.FAILED),
    /// the Dockerfile cannot be read, or asks for what no build gets
    DOCKERFILE(BuildState.FAILED),
    /// a base image cannot be had
    BASE_IMAGE(BuildState.FAILED),
    /// a step of the Dockerfile failed
    STEP(BuildState.FAILED),
    /// the test stage failed
    TEST(BuildState.FAILED),
    /// the registry refused the image
    PUSH(BuildState.FAILED),
    /// it used more memory than it may
    MEMORY(BuildState.FAILED),
    /// it wrote more than it may
    DISK(BuildState.FAILED),
    /// it said more than it may
    LOG_LIMIT(BuildState.FAILED),
    /// two workers died with it
    LOST(BuildState.FAILED),
    /// a fault of Slipway, or of its machine
    INTERNAL(BuildState.FAILED),
    /// it took too long
    TIME(BuildState.TIMED_OUT),
    /// somebody cancelled it
    ASKED(BuildState.CANCELLED),
    /// a newer push of the same branch or tag took its place
    NEWER(BuildState.SUPERSEDED);

    private final BuildState state;

    BuildReason(BuildState state) {
        this.state = state;
    }

    /// As what a build with this reason ends.
    public BuildState state() {
        return state;
    }

    /// It says nothing about the source.
    boolean isOurs() {
        return this == LOST || this == INTERNAL || this == SOURCE_GONE;
    }
}
