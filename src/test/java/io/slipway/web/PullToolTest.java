package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.ImageKind;
import io.slipway.web.PullTarget.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PullToolTest {

    private static final Kind CHART =
            Kind.of(ImageKind.ARTIFACT, Optional.of("application/vnd.cncf.helm.config.v1+json"));
    private static final Kind FILE = Kind.of(ImageKind.ARTIFACT, Optional.of("application/spdx+json"));

    @Test
    void takesChartsWithHelmAndOtherThingsWithOras() {
        PullChoice docker = new PullChoice(PullTool.DOCKER, false);

        assertThat(docker.line(of(CHART, "1.0.0_build")))
                .isEqualTo("helm pull oci://host/acme/web --version 1.0.0+build");
        assertThat(docker.line(of(FILE, "sbom"))).isEqualTo("oras pull host/acme/web:sbom");
        assertThat(new PullChoice(PullTool.ORAS, false).line(of(CHART, "1.0.0")))
                .isEqualTo("oras pull host/acme/web:1.0.0");
        assertThat(new PullChoice(PullTool.HELM, true).line(of(CHART, "1.0.0")))
                .isEqualTo("helm pull oci://host/acme/web@sha256:00");
    }

    @Test
    void namesTheDigestWhereThereIsNoTag() {
        PullTarget untagged = new PullTarget(
                "host/acme/web", Optional.empty(), "sha256:00", Kind.of(ImageKind.IMAGE, Optional.empty()), false);

        assertThat(new PullChoice(PullTool.SKOPEO, false).line(untagged))
                .isEqualTo("skopeo copy docker://host/acme/web@sha256:00 oci:web");
    }

    private static PullTarget of(Kind kind, String tag) {
        return new PullTarget("host/acme/web", Optional.of(tag), "sha256:00", kind, false);
    }
}
