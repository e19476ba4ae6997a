package io.slipway.web.account;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param name whose password it is; none when the link works no more
public record ResetPage(Shell shell, String token, Optional<String> name, FieldFaults faults) {}
