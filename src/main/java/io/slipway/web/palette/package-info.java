/// The command palette: a few words lead to a repository, an organisation or a page.
@NullMarked
package io.slipway.web.palette;

import org.jspecify.annotations.NullMarked;
