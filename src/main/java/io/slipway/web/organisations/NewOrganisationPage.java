package io.slipway.web.organisations;

import io.slipway.web.Shell;

public record NewOrganisationPage(Shell shell, Form form) {}
