package io.slipway.builds.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One build from its claim to its end, on a thread of its own.
final class RunningBuild {

    private static final Logger LOG = LoggerFactory.getLogger(RunningBuild.class);

    private final BuildClaim claim;
    private final BuildRunner runner;
    private final BuildParts parts;
    private final StopSignal stop = new StopSignal();

    RunningBuild(BuildClaim claim, BuildRunner runner, BuildParts parts) {
        this.claim = claim;
        this.runner = runner;
        this.parts = parts;
    }

    BuildClaim claim() {
        return claim;
    }

    StopSignal stop() {
        return stop;
    }

    void run() {
        Thread clock =
                Thread.ofVirtual().name("time limit of build " + claim.id()).start(this::awaitLimit);
        try {
            Optional<BuildEnd> end = build();
            end.ifPresentOrElse(
                    it -> parts.work().end(claim, it), () -> parts.work().release(claim));
            LOG.info(
                    "build {} of repository {}: {}",
                    claim.number(),
                    claim.repositoryId(),
                    end.map(it -> it.state()
                                    + it.reason().map(reason -> " " + reason).orElse(""))
                            .orElse("given back"));
        } finally {
            clock.interrupt();
        }
    }

    /// Empty when somebody else is to build it.
    private Optional<BuildEnd> build() {
        Optional<Checkout> checkout = claim.triggerId().flatMap(parts.checkouts()::find);
        Optional<BuildCredential> credential =
                claim.repository().flatMap(_ -> parts.work().admit(claim));
        if (checkout.isEmpty() || credential.isEmpty()) {
            return Optional.of(
                    BuildEnd.because(BuildReason.SOURCE_GONE, "the trigger or the repository of this build is gone"));
        }
        try (BuildLog log = log(checkout.get(), credential.get())) {
            return build(new BuildJob(
                    claim,
                    claim.repository().orElseThrow(),
                    checkout.get(),
                    credential.get(),
                    log,
                    stop,
                    parts.work()));
        }
    }

    private Optional<BuildEnd> build(BuildJob job) {
        try {
            String digest = runner.run(job);
            job.log().phase("Done: " + digest);
            return Optional.of(BuildEnd.pushed(digest));
        } catch (BuildStopped e) {
            return stop.reason().map(reason -> told(job, reason, sentence(reason)));
        } catch (BuildFailure e) {
            return Optional.of(told(job, e.reason(), String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            if (stop.isStopped()) {
                return stop.reason().map(reason -> told(job, reason, sentence(reason)));
            }
            LOG.error("build {} of repository {} failed by a fault", claim.number(), claim.repositoryId(), e);
            return Optional.of(told(job, BuildReason.INTERNAL, "the builder failed: the server's log tells why"));
        }
    }

    private static BuildEnd told(BuildJob job, BuildReason reason, String detail) {
        job.log().phase("Not done: " + detail);
        return BuildEnd.because(reason, detail);
    }

    private String sentence(BuildReason reason) {
        return switch (reason) {
            case ASKED -> "it was cancelled";
            case NEWER -> "a newer push took its place";
            case TIME -> "it took longer than " + parts.settings().timeout().toSeconds() + " s";
            case LOG_LIMIT -> "it said more than " + parts.settings().logLimit().toKilobytes() + " KB";
            default -> "it was stopped";
        };
    }

    private BuildLog log(Checkout checkout, BuildCredential credential) {
        List<String> secrets = new ArrayList<>(checkout.secrets().values());
        secrets.add(credential.password().value());
        secrets.add(credential.basic());
        if (checkout.auth() != Checkout.Auth.NONE) {
            secrets.add(checkout.secret());
            secrets.add(new GitSource(claim, checkout).basic());
        }
        return new BuildLog(
                claim,
                parts.logs(),
                new MaskingLog(secrets),
                parts.settings().logLimit().toBytes(),
                stop);
    }

    private void awaitLimit() {
        try {
            Thread.sleep(parts.settings().timeout());
            stop.stop(BuildReason.TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
