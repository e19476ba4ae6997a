/// What takes builds from the queue and runs them: by buildah in a sandbox of this machine, or by a runner of another
/// package. It asks nothing of what orders builds, and needs to see the tables of builds only.
@NullMarked
package io.slipway.builds.worker;

import org.jspecify.annotations.NullMarked;
