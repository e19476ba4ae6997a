package io.slipway.builds;

import org.springframework.stereotype.Component;

/// What the builds of a process have in common.
@Component
record BuildParts(BuildWork work, BuildLogSql logs, Checkouts checkouts, Workers workers, BuildSettings settings) {}
