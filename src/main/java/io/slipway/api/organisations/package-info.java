/// Organisations, their members, teams, robots, grants and invitations as resources.
@NullMarked
package io.slipway.api.organisations;

import org.jspecify.annotations.NullMarked;
