package io.slipway.builds.worker;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.BuildSettings.Runner;
import io.slipway.builds.BuildState;
import io.slipway.builds.worker.BaseImages.BaseImage;
import io.slipway.builds.worker.SandboxRun.Network;
import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Builds on this machine, by buildah in the [Sandbox]: first the sources, then base images, both through an [Outlet],
/// then the build without one, and at last the push through another.
@Component
class BuildahRunner implements BuildRunner {

    /// @param here whether it goes to this registry
    private record Errand(
            boolean here, Map<String, String> secrets, Map<String, String> environment, List<String> command) {}

    private final BuildSettings settings;
    private final Sandbox sandbox;
    private final Outlets outlets;
    private final BuildFolders folders;
    private final BaseImages baseImages;
    private final BuildahCommands buildah;

    BuildahRunner(
            BuildSettings settings,
            Sandbox sandbox,
            Outlets outlets,
            BuildFolders folders,
            BaseImages baseImages,
            BuildahCommands buildah) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.outlets = outlets;
        this.folders = folders;
        this.baseImages = baseImages;
        this.buildah = buildah;
    }

    @Override
    public Runner kind() {
        return Runner.BUILDAH;
    }

    @Override
    public List<String> obstacles() {
        return buildah.obstacles();
    }

    @Override
    public String run(BuildJob job) throws IOException {
        Path work = folders.work(job);
        Path store = folders.store(job.claim().repositoryId());
        try {
            return run(job, work, store);
        } finally {
            sandbox.end(job.name());
            folders.forget(job);
        }
    }

    @Override
    public List<String> clean() throws IOException {
        sandbox.endAll();
        return folders.clean();
    }

    private String run(BuildJob job, Path work, Path store) throws IOException {
        GitSource.Commit commit = fetch(job, work, store);
        BuildPlan plan = job.claim().plan();
        SourceTree tree = new SourceTree(work.resolve("source"));
        Path context = tree.folder(plan.context());
        Path file = tree.file(plan.dockerfile());
        Dockerfile dockerfile = tree.dockerfile(plan.dockerfile());
        buildah.check(dockerfile);
        requireStage(dockerfile, plan.target());
        requireStage(dockerfile, plan.testTarget());
        job.proceed(BuildState.BUILDING);
        pull(job, work, store, baseImages.of(dockerfile.images(plan.arguments())));
        BuildahCommands.Sources sources = new BuildahCommands.Sources(file, context, commit);
        job.log().phase("Build " + plan.dockerfile() + (plan.target().isEmpty() ? "" : ", stage " + plan.target()));
        require(
                job,
                build(job, work, store, buildah.build(job, sources)),
                BuildReason.STEP,
                "a step of the Dockerfile failed");
        if (!plan.testTarget().isEmpty()) {
            job.proceed(BuildState.TESTING);
            job.log().phase("Test stage " + plan.testTarget());
            require(
                    job,
                    build(job, work, store, buildah.test(job, sources)),
                    BuildReason.TEST,
                    "the test stage failed");
        }
        job.proceed(BuildState.PUSHING);
        return push(job, work, store);
    }

    private GitSource.Commit fetch(BuildJob job, Path work, Path store) throws IOException {
        GitSource source = new GitSource(job.claim(), job.checkout());
        job.log()
                .phase("Clone " + job.checkout().url() + ", "
                        + job.claim().commit().orElse(job.claim().ref().name()));
        outlets.checkGit(job.checkout().url());
        goOut(
                job,
                work,
                store,
                new Errand(false, source.secrets(), source.outletEnvironment(), source.command()),
                code -> {
                    if (code != 0) {
                        throw source.failure(code);
                    }
                });
        GitSource.Commit commit = source.read(work);
        job.stop().check();
        job.work().setCommit(job.claim(), commit);
        return commit;
    }

    private void pull(BuildJob job, Path work, Path store, List<BaseImage> images) throws IOException {
        for (BaseImage image : images) {
            job.log().phase("Pull " + image.name());
            Map<String, String> secrets = image.own() ? buildah.authfile(job.credential()) : Map.of();
            goOut(
                    job,
                    work,
                    store,
                    new Errand(image.own(), secrets, BuildahCommands.OUTLET, buildah.pull(image)),
                    code -> require(
                            job, code, BuildReason.BASE_IMAGE, "the base image " + image.name() + " cannot be pulled"));
        }
    }

    private int build(BuildJob job, Path work, Path store, List<String> command) throws IOException {
        return run(
                job,
                new SandboxRun(
                        work,
                        store,
                        buildah.network(),
                        Optional.empty(),
                        buildah.secrets(job.checkout().secrets()),
                        Map.of(),
                        command));
    }

    private String push(BuildJob job, Path work, Path store) throws IOException {
        job.log().phase("Push " + job.repository().value());
        goOut(
                job,
                work,
                store,
                new Errand(true, buildah.authfile(job.credential()), BuildahCommands.OUTLET, buildah.push(job)),
                code -> require(job, code, BuildReason.PUSH, "the registry did not take the image"));
        Path file = work.resolve("digest");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 1_000) {
            throw new BuildFailure(BuildReason.PUSH, "the builder did not say what it pushed");
        }
        return Digest.parse(Files.readString(file).strip()).toString();
    }

    /// Runs a command that may go to other machines.
    ///
    /// @param judge throws where it failed; why it could not go somewhere is added to that
    private void goOut(BuildJob job, Path work, Path store, Errand errand, IntConsumer judge) throws IOException {
        try (Outlet outlet = errand.here() ? outlets.openToRegistry() : outlets.open()) {
            int code = run(
                    job,
                    new SandboxRun(
                            work,
                            store,
                            Network.NONE,
                            Optional.of(outlet.socket()),
                            errand.secrets(),
                            errand.environment(),
                            errand.command()));
            try {
                judge.accept(code);
            } catch (BuildFailure e) {
                throw outlet.refusal()
                        .map(why -> new BuildFailure(e.reason(), e.getMessage() + ": " + why))
                        .orElse(e);
            }
        }
    }

    /// @return how the command ended
    private int run(BuildJob job, SandboxRun run) throws IOException {
        job.stop().check();
        Process process = sandbox.start(job.name(), run);
        job.stop().guard(process);
        try {
            job.log().copy(process.getInputStream());
            int code = process.waitFor();
            job.stop().check();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildStopped();
        } finally {
            process.destroyForcibly();
        }
    }

    private void require(BuildJob job, int code, BuildReason reason, String message) {
        if (code == Sandbox.DISK_FULL) {
            throw new BuildFailure(
                    BuildReason.DISK,
                    "the build and its cache took more than " + settings.disk().toMegabytes() + " MB");
        }
        if (code != 0 && sandbox.ranOutOfMemory(job.name())) {
            throw new BuildFailure(
                    BuildReason.MEMORY,
                    "the build used more than "
                            + DataSize.ofBytes(sandbox.memory()).toMegabytes() + " MB of memory");
        }
        if (code != 0) {
            throw new BuildFailure(reason, message);
        }
    }

    private static void requireStage(Dockerfile dockerfile, String name) {
        boolean known = Optional.of(name)
                .filter(it -> it.isEmpty() || dockerfile.hasStage(it))
                .isPresent();
        if (!known) {
            throw new BuildFailure(BuildReason.DOCKERFILE, "the Dockerfile has no stage " + name);
        }
    }
}
