/// The settings of one's own account.
@NullMarked
package io.slipway.web.settings;

import org.jspecify.annotations.NullMarked;
