package io.slipway.web.settings;

import io.slipway.accounts.Enrolment;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param enrolment none after a wrong code: the authenticator has the secret by then
public record EnrolmentPage(Shell shell, Optional<Enrolment> enrolment, FieldFaults faults) {

    public String section() {
        return "security";
    }
}
