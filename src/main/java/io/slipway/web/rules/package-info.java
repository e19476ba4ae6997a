/// Pages of rules for tags: what may not become of them, when they go, and what went.
@NullMarked
package io.slipway.web.rules;

import org.jspecify.annotations.NullMarked;
