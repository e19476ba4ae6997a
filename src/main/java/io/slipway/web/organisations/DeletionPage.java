package io.slipway.web.organisations;

import io.slipway.web.Shell;
import io.slipway.web.trash.RemovalPreview;

/// @param days for how long it can be restored
public record DeletionPage(Shell shell, Head head, RemovalPreview preview, long days, Form form) {}
