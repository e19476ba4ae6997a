/// Deletes tags and images, says before what would go, and shows what can be restored.
@NullMarked
package io.slipway.web.trash;

import org.jspecify.annotations.NullMarked;
