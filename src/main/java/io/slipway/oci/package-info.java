/// The words of the OCI specifications: names, tags, digests, media types, manifests and error codes.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.slipway.oci;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
