/// Who exists: people, their namespaces and their browser sessions.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work"})
package io.slipway.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
