package io.slipway.web.settings;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

/// What the link in the mail to a new address opens.
public record EmailPage(Shell shell, String token, FieldFaults faults) {}
