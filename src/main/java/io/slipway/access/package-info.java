/// Who may do what: decisions, credentials and tokens.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "accounts", "content"})
package io.slipway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
