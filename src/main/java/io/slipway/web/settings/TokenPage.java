package io.slipway.web.settings;

import io.slipway.web.Shell;
import io.slipway.web.Snippets;

/// A secret, shown once.
///
/// @param rotated it replaces another one
public record TokenPage(Shell shell, String name, Snippets secret, boolean rotated) {

    public String section() {
        return "tokens";
    }

    @Override
    public String toString() {
        return "TokenPage[" + name + "]";
    }
}
