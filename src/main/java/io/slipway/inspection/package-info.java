/// What is inside layers: an index of their files, which a worker makes when somebody looks.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "content", "storage"})
package io.slipway.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
