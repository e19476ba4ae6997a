package io.slipway.web.readme;

import io.slipway.web.FieldFaults;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param text    what is in the field
/// @param preview what that would look like, as HTML that can do nothing
public record ReadmePage(Shell shell, RepositoryHead head, String text, Optional<String> preview, FieldFaults faults) {}
