/// The OCI distribution API: `/v2/`, `/token` and `docker search`.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "accounts", "content", "access"})
package io.slipway.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
