/// Pages that show what is inside an image.
@NullMarked
package io.slipway.web.images;

import org.jspecify.annotations.NullMarked;
