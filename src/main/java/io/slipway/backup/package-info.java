/// Backup and restore: the database in one file, written beside a server at work, and the blobs it names.
@NullMarked
@ApplicationModule(allowedDependencies = {"oci", "work", "content", "storage"})
package io.slipway.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
