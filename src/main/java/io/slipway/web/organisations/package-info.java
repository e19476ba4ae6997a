/// The pages of organisations and robots: `/orgs/…` and `/u/…`.
@NullMarked
package io.slipway.web.organisations;

import org.jspecify.annotations.NullMarked;
