package io.slipway.web.trash;

import io.slipway.web.FieldFaults;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;

/// @param days for how long it can be restored
public record RemovalPage(Shell shell, RepositoryHead head, RemovalPreview preview, long days, FieldFaults faults) {}
