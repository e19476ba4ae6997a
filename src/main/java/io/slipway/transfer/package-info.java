/// Images in and out: what another registry stored is taken over.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "accounts", "content", "access", "storage"})
package io.slipway.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
