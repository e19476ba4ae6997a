package io.slipway.web.account;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

/// What a link in a mail opens.
///
/// @param token the last part of its path
public record LinkPage(Shell shell, String token, FieldFaults faults) {}
