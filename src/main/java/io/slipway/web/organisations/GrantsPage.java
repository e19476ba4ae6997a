package io.slipway.web.organisations;

import io.slipway.web.GrantList;
import io.slipway.web.Shell;

/// @param wide     roles on all that the namespace has
/// @param defaults roles that new repositories start with
public record GrantsPage(Shell shell, Head head, GrantList wide, GrantList defaults) {}
