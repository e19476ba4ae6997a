package io.slipway.builds.worker;

import io.slipway.builds.BuildState;
import io.slipway.oci.RepositoryName;

/// All that a runner needs for one build.
///
/// @param repository into which it pushes
/// @param credential good there, and only for this build
public record BuildJob(
        BuildClaim claim,
        RepositoryName repository,
        Checkout checkout,
        BuildCredential credential,
        BuildLog log,
        StopSignal stop,
        BuildWork work) {

    /// @throws BuildStopped when it is to go no further
    public void proceed(BuildState state) {
        stop.check();
        work.proceed(claim, state);
    }

    /// Of its folders and control groups.
    public String name() {
        return claim.id() + "-" + claim.claims();
    }

    @Override
    public String toString() {
        return "BuildJob[" + name() + "]";
    }
}
