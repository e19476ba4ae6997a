/// What is stored: repositories, blobs, manifests, tags and uploads as a graph in SQL.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "storage", "accounts"})
package io.slipway.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
