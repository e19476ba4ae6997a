/// What happened, and who is told.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "accounts", "content", "access"})
package io.slipway.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
