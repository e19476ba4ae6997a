package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.Orders;
import io.slipway.content.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is fetched, and what is said when it cannot be.
class BuildSourcesHttpTest extends BuildHttpBase {

    private static final String DOCKERFILE = "FROM scratch\nCOPY Dockerfile /Dockerfile\n";

    @Test
    void buildsTheVeryCommitThatWasAskedFor() {
        Repository repository = repository();
        String first = git.commit("history", Map.of("Dockerfile", DOCKERFILE + "LABEL n=1\n"));
        git.commit("history", Map.of("Dockerfile", DOCKERFILE + "LABEL n=2\n"));
        long trigger = trigger(repository, git.url("history"));
        Ended ended = ended(repository, order(repository, trigger, Optional.of(first)));
        assertThat(ended.state()).as(ended.detail()).isEqualTo("SUCCEEDED");
        assertThat(ended.commit()).isEqualTo(first);
        assertThat(log(repository, 1)).contains("LABEL n=1");
    }

    @Test
    void saysWhichCommitIsMissing() {
        Repository repository = repository();
        git.commit("short", Map.of("Dockerfile", DOCKERFILE));
        long trigger = trigger(repository, git.url("short"));
        Ended ended = ended(repository, order(repository, trigger, Optional.of("0123456789".repeat(4))));
        assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("COMMIT_MISSING");
    }

    @Test
    void saysThatTheServerGivesNothing() {
        Repository repository = repository();
        Ended ended = ended(repository, order(repository, trigger(repository, git.url("nowhere")), Optional.empty()));
        assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("CLONE");
    }

    @Test
    @org.junit.jupiter.api.Tag("E4")
    void goesToNoHostOfThePrivateNetwork() {
        Repository repository = repository();
        Ended ended =
                ended(repository, order(repository, trigger(repository, "https://localhost/a.git"), Optional.empty()));
        assertThat(ended.reason()).isEqualTo("CLONE");
        assertThat(ended.detail()).contains("slipway.outbound.allow");
        Map<String, String> files = Map.of("Dockerfile", "FROM 169.254.169.254/a/b:c\n");
        Ended image = build(repository(), files, PLAN);
        assertThat(image.reason()).isEqualTo("BASE_IMAGE");
        assertThat(image.detail()).contains("slipway.outbound.allow");
    }

    @Test
    void refusesFilesOfGitLfs() {
        Ended ended = build(
                repository(),
                Map.of(
                        "Dockerfile",
                        DOCKERFILE,
                        ".gitattributes",
                        "*.bin filter=lfs diff=lfs merge=lfs -text\n",
                        "a.bin",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 5\n"),
                PLAN);
        assertThat(ended.reason()).as(ended.detail()).isEqualTo("LFS");
    }

    @Test
    void buildsOnAnImageOfThisRegistry() {
        Repository repository = repository();
        assertThat(build(repository, Map.of("Dockerfile", DOCKERFILE), PLAN).state())
                .isEqualTo("SUCCEEDED");
        String base = "localhost:" + port + "/" + repository.name() + ":latest";
        Ended ended =
                build(repository, Map.of("Dockerfile", "FROM " + base + " AS b\nCOPY Dockerfile /second\n"), PLAN);
        assertThat(ended.state()).as(log(repository, 2)).isEqualTo("SUCCEEDED");
        assertThat(log(repository, 2)).contains("==> Pull " + base);

        Ended foreign = build(repository(), Map.of("Dockerfile", "FROM " + base + "\n"), PLAN);
        assertThat(foreign.reason()).isEqualTo("BASE_IMAGE");
    }

    @Test
    void usesTheCacheOnlyWhereItMay() {
        Repository repository = repository();
        Map<String, String> files = Map.of("Dockerfile", """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "true"]
                """);
        git.commit("cached", files);
        long trigger = trigger(repository, git.url("cached"));
        ended(repository, order(repository, trigger, PLAN, "latest"));
        ended(repository, order(repository, trigger, PLAN, "latest"));
        BuildPlan fresh = new BuildPlan("Dockerfile", ".", "", "", Map.of(), false, false);
        ended(repository, order(repository, trigger, fresh, "latest"));
        assertThat(log(repository, 2)).contains("Using cache");
        assertThat(log(repository, 3)).doesNotContain("Using cache");
    }

    private int order(Repository repository, long trigger, Optional<String> commit) {
        return new Orders(builds)
                .order(repository.id(), trigger, "main", commit, PLAN, List.of(new io.slipway.oci.Tag("latest")));
    }
}
