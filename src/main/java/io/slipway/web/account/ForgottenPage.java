package io.slipway.web.account;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

/// @param byMail the site can send a link; if not, an administrator hands one out
public record ForgottenPage(Shell shell, boolean byMail, FieldFaults faults) {}
