package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.util.List;

/// Where and by what images are built.
public interface BuildRunner {

    BuildSettings.Runner kind();

    /// What is missing here; looked up again each time.
    List<String> obstacles();

    /// Builds and pushes; at its end nothing of it runs or lies anywhere.
    ///
    /// @return the digest of what was pushed
    /// @throws BuildFailure when it cannot be built
    /// @throws BuildStopped when it was stopped meanwhile
    String run(BuildJob job) throws IOException;

    /// Ends and forgets what an earlier process of this instance left.
    ///
    /// @return names of builds ([BuildJob#name]) that it had
    List<String> clean() throws IOException;
}
