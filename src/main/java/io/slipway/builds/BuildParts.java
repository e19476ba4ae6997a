package io.slipway.builds;

import io.slipway.access.BuildCredentials;
import org.springframework.stereotype.Component;

/// What the builds of a process have in common.
@Component
record BuildParts(
        BuildWork work, BuildLogSql logs, Checkouts checkouts, BuildCredentials credentials, BuildSettings settings) {}
