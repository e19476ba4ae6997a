package io.slipway.web.settings;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

/// @param twoFactor a second factor is on
/// @param codesLeft recovery codes that were not used
public record SecurityPage(Shell shell, boolean twoFactor, int codesLeft, FieldFaults faults) {

    public String section() {
        return "security";
    }
}
