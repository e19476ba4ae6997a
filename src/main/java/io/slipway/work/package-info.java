/// Shared machinery below all other modules: the data folder, secrets, the database, settings of the whole site.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci"})
package io.slipway.work;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
