/// REST administration (`/api/v1`) and health.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"oci", "work", "accounts", "content", "access", "builds", "gc", "inspection", "activity"
        })
package io.slipway.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
