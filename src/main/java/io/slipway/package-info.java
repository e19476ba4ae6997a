/// Slipway, a private container registry: the start of the program; everything else lives in the modules below.
@NullMarked
package io.slipway;

import org.jspecify.annotations.NullMarked;
