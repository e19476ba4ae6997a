package io.slipway.builds.worker;

import io.slipway.access.BuildPassword;
import io.slipway.oci.RepositoryName;
import java.util.List;
import org.springframework.context.ApplicationContext;

/// Builds in the hands of a runner that is tested.
public final class TestJobs {

    private TestJobs() {}

    /// The next of the queue. Its log masks `sesame`.
    public static BuildJob take(ApplicationContext beans, RepositoryName repository, Checkout checkout) {
        BuildWork work = beans.getBean(BuildWork.class);
        BuildClaim claim = work.claim("test").orElseThrow();
        StopSignal stop = new StopSignal();
        return new BuildJob(
                claim,
                repository,
                checkout,
                new BuildCredential("_build", BuildPassword.fresh()),
                new BuildLog(claim, beans.getBean(BuildLogSql.class), new MaskingLog(List.of("sesame")), 100_000, stop),
                stop,
                work);
    }
}
