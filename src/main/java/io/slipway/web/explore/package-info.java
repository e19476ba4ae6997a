/// Search and what one finds without it: `/explore`.
@NullMarked
package io.slipway.web.explore;

import org.jspecify.annotations.NullMarked;
