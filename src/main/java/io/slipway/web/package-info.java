/// The pages: what a browser shows at `/`, `/login` and `/r/…`.
@NullMarked
@ApplicationModule(
        allowedDependencies = {"oci", "work", "accounts", "content", "access", "builds", "gc", "inspection", "activity"
        })
package io.slipway.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
