/// When and how space comes back: collection beside pushes, on every replica, and retention.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "content", "storage"})
package io.slipway.gc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
