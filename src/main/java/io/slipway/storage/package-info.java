/// Bytes at opaque keys: the only module that knows where blobs lie.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci"})
package io.slipway.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
