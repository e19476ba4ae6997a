/// Long work that the reader asked for: how far it is, and stopping it.
@NullMarked
package io.slipway.web.operations;

import org.jspecify.annotations.NullMarked;
