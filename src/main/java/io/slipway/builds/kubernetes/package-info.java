/// Builds in a Kubernetes cluster: a Job for each.
@NullMarked
package io.slipway.builds.kubernetes;

import org.jspecify.annotations.NullMarked;
