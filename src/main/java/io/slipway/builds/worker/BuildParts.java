package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import org.springframework.stereotype.Component;

/// What the builds of a process have in common.
@Component
record BuildParts(BuildWork work, BuildLogSql logs, Checkouts checkouts, Workers workers, BuildSettings settings) {}
