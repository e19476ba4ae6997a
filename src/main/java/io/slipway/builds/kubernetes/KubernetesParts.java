package io.slipway.builds.kubernetes;

import io.slipway.builds.worker.BuildahCommands;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// What the runner in a cluster has in common with others.
@Component
record KubernetesParts(KubernetesCheck check, BuildahCommands buildah, Clock clock) {}
