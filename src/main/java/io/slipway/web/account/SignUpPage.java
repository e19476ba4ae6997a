package io.slipway.web.account;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

/// @param open       this reader may sign up
/// @param invitation only who was invited may
public record SignUpPage(Shell shell, boolean open, boolean invitation, Typed typed, FieldFaults faults) {

    SignUpPage with(FieldFaults found) {
        return new SignUpPage(shell, open, invitation, typed, found);
    }
}
