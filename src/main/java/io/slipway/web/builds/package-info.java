/// Pages of builds: the queue and what came of it, what a build said, and what started it.
@NullMarked
package io.slipway.web.builds;

import org.jspecify.annotations.NullMarked;
