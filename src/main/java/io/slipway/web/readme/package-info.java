/// What a repository says of itself: its README, made safe to be shown, and the page that it is on.
@NullMarked
package io.slipway.web.readme;

import org.jspecify.annotations.NullMarked;
