/// Image builds and their triggers: from a push to Git to a tag.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "accounts", "content", "access"})
package io.slipway.builds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
