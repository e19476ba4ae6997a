package io.slipway.web.organisations;

import io.slipway.accounts.Organisation;
import io.slipway.web.Shell;
import java.util.List;

/// The organisations of the reader.
public record OrganisationsPage(Shell shell, List<Organisation> organisations) {}
